package dev.belay.local;

/** The platform could not do what was asked; the message is meant for the person who asked. */
public final class PlatformFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlatformFailure(String message) {
        super(message);
    }

    public PlatformFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
