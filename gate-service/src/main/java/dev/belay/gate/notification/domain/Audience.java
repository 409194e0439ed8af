package dev.belay.gate.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Whom a request is for: the criteria's owner first, every PM of the team when it was not met in four working hours. */
public enum Audience {
    OWNER,
    TEAM_PMS;

    private static final Duration PATIENCE = Duration.ofHours(4);

    /** @param since when the change began to wait for what it waits for */
    public static Audience at(Instant now, Instant since) {
        return now.isBefore(widensAt(since)) ? OWNER : TEAM_PMS;
    }

    public static Instant widensAt(Instant since) {
        return WorkingHours.after(since, PATIENCE);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
