package dev.belay.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is in a team; on the wire in lower case. */
public enum Role {
    VIEWER,
    ENGINEER,
    PM,
    OPS,
    /** An application: it reads what is live and sends observations, and nothing else. */
    APP,
    /** Reads, in every team, whichever team its entry names. */
    AUDITOR,
    /** A service of Belay itself, which reads documents and completions by their digest. */
    SERVICE;

    public static Optional<Role> named(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may read everything of its team. */
    public boolean reads() {
        return switch (this) {
            case VIEWER, ENGINEER, PM, OPS, AUDITOR, SERVICE -> true;
            case APP -> false;
        };
    }
}
