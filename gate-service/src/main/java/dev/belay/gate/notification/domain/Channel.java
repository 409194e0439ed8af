package dev.belay.gate.notification.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a team is told: a webhook for its systems, the others for its people. */
public enum Channel {
    WEBHOOK,
    SLACK,
    TEAMS,
    EMAIL;

    public static Optional<Channel> named(String wireName) {
        return Arrays.stream(values())
                .filter(channel -> channel.wireName().equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
