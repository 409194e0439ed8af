package dev.belay.gate.notification.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Outcome;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a team can be told of. */
public enum Occasion {
    REVIEW_REQUESTED,
    SIGN_OFF_REQUESTED,
    DECIDED,
    ROLLED_BACK,
    /** What applications got broke the PM's limit. */
    BREACHED,
    WEEKLY_DIGEST;

    /** What {@code channel} can be told of: the digest is prose, which no system reads. */
    public static Set<Occasion> of(Channel channel) {
        return channel == Channel.WEBHOOK
                ? EnumSet.complementOf(EnumSet.of(WEEKLY_DIGEST))
                : EnumSet.allOf(Occasion.class);
    }

    public static Optional<Occasion> named(String wireName) {
        return Arrays.stream(values())
                .filter(occasion -> occasion.wireName().equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What is asked for by a change that is held back. Whatever else than a sign-off it waits for, somebody has to look: a
     * trade-off or an inconclusive comparison asks for a review too, or it would wait unheard.
     */
    public static Set<Occasion> askedBy(Collection<Finding> findings) {
        var asked = EnumSet.noneOf(Occasion.class);
        for (var finding : findings) {
            if (finding.outcome() == Outcome.NEEDS_SIGN_OFF) {
                asked.add(SIGN_OFF_REQUESTED);
            } else if (finding.outcome().isOpen()) {
                asked.add(REVIEW_REQUESTED);
            }
        }
        return asked;
    }
}
