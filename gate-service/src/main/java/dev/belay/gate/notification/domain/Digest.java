package dev.belay.gate.notification.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.decision.Finding.Rule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a team's people are told once a week: what was approved without anybody being asked. Due on Mondays at 8 h UTC. */
public final class Digest {

    private static final LocalTime HOUR = LocalTime.of(8, 0);
    private static final int MOST = 50;

    private Digest() {}

    /** A change that was approved. */
    public record Shipped(String prompt, int version, String change) {}

    /** The last one that is due. */
    public static Instant lastDue(Instant now) {
        var at = now.atOffset(ZoneOffset.UTC);
        var due = at.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).with(HOUR);
        return (due.isAfter(at) ? due.minusWeeks(1) : due).toInstant();
    }

    /** Where what is told of begins; it ends when it is due. */
    public static Instant begin(Instant due) {
        return due.minus(7, ChronoUnit.DAYS);
    }

    /** Whether the rules that ask people had nothing to ask. */
    public static boolean isUnasked(Collection<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.rule() == Rule.REVIEW || finding.rule() == Rule.SIGN_OFF)
                .allMatch(finding -> finding.outcome() == Outcome.NOT_APPLICABLE);
    }

    /** @return empty when nothing is to be told */
    public static Optional<Message> of(String team, Instant due, List<Shipped> shipped, String url) {
        if (shipped.isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<String>();
        lines.add("%s: %d %s approved without a review or a sign-off in the week to %s"
                .formatted(
                        team,
                        shipped.size(),
                        shipped.size() == 1 ? "change was" : "changes were",
                        due.atOffset(ZoneOffset.UTC).toLocalDate()));
        shipped.stream()
                .limit(MOST)
                .map(change -> "%s version %d (%s)".formatted(change.prompt(), change.version(), change.change()))
                .forEach(lines::add);
        if (shipped.size() > MOST) {
            lines.add("and %d more".formatted(shipped.size() - MOST));
        }
        return Optional.of(new Message(lines, url));
    }
}
