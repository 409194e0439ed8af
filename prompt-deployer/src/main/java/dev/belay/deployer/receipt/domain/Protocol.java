package dev.belay.deployer.receipt.domain;

import java.util.Locale;

/**
 * How a pull client reads, and for how long it may go on serving what it read: its client's own cache, as the vendors' clients
 * come out of the box (docs/live.md). A client that asks for each call serves nothing old.
 */
public enum Protocol {
    BELAY(0),
    OFREP(0),
    BRAINTRUST(0),
    /** 60 seconds, and one more call. */
    LANGFUSE(60),
    /** With its policy CACHE_TTL; without it each call asks. */
    LANGWATCH(300);

    private final long staleSeconds;

    Protocol(long staleSeconds) {
        this.staleSeconds = staleSeconds;
    }

    public long staleSeconds() {
        return staleSeconds;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
