package dev.belay.outbox;

/** Thrown by a handler when something it needs is away for now: the record is tried again until it is back. */
public final class TransientFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TransientFault(String message, Throwable cause) {
        super(message, cause);
    }
}
