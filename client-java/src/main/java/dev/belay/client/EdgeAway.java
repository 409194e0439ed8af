package dev.belay.client;

/** What only the live edge can answer cannot be had, since it does not. What is in memory is served all the same. */
public final class EdgeAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EdgeAway(String message, Throwable cause) {
        super(message, cause);
    }

    EdgeAway(String message) {
        super(message);
    }
}
