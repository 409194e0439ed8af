package dev.belay.gate.judgement.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.document.CriteriaDocument.FailureMode;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a prompt file can be handed to engineers without governance getting lost: the three conditions of design §9. */
public final class Handoff {

    /** A rollback older than this says little about whether one would work today. */
    public static final Duration FRESH = Duration.ofDays(30);

    private Handoff() {}

    /**
     * @param missing what to do about it, a line each; empty when it holds
     */
    public record Condition(String name, String says, List<String> missing) {

        public Condition {
            missing = List.copyOf(missing);
        }

        public boolean holds() {
            return missing.isEmpty();
        }
    }

    /** That a rollback was applied, or drilled. */
    public record UsedRollback(@Nullable String by, Instant at) {}

    /** @param criteria absent when none are published; {@code suite} likewise */
    public static List<Condition> conditions(
            Optional<CriteriaDocument> criteria, List<SuiteCase> suite, List<UsedRollback> rollbacks, Instant now) {
        return List.of(
                new Condition(
                        "criteria",
                        "an eval suite with the PM's criteria: must-haves, must-nots with examples, a threshold, covered edge cases",
                        criteria.map(document -> ofCriteria(document, suite))
                                .orElse(List.of("no criteria are published: belay criteria publish"))),
                new Condition(
                        "acceptance",
                        "acceptance rules for tone, persona and safety",
                        criteria.map(Handoff::ofRules).orElse(List.of("no criteria are published"))),
                new Condition(
                        "rollback",
                        "a rollback used or drilled in the last %d days, at least once by the PM"
                                .formatted(FRESH.toDays()),
                        ofRollbacks(criteria.map(CriteriaDocument::owner), rollbacks, now)));
    }

    private static List<String> ofCriteria(CriteriaDocument criteria, List<SuiteCase> suite) {
        var missing = new ArrayList<String>();
        if (suite.isEmpty()) {
            missing.add("the suite has no case: add some to cases/ and publish");
        }
        if (criteria.mustHaves().isEmpty()) {
            missing.add("no must-have: say in criteria.yaml what every output has");
        }
        if (criteria.mustNots().isEmpty()) {
            missing.add("no must-not: say in criteria.yaml what no output may do, with an example");
        }
        if (criteria.passRate() == null) {
            missing.add("no passRate: say in criteria.yaml which share of the cases must pass");
        }
        if (criteria.failureModesOrNone().isEmpty()) {
            missing.add("no failure mode: name in criteria.yaml the edge cases that went wrong before");
        }
        criteria.failureModesOrNone().forEach(mode -> uncovered(mode, suite).ifPresent(missing::add));
        return missing;
    }

    private static Optional<String> uncovered(FailureMode mode, List<SuiteCase> suite) {
        long cases = suite.stream()
                .filter(each -> mode.id().equals(each.failureMode()))
                .count();
        return cases >= mode.minCasesOrDefault()
                ? Optional.empty()
                : Optional.of("failure mode %s: %d of %d cases (failureMode: %s in cases/)"
                        .formatted(mode.id(), cases, mode.minCasesOrDefault(), mode.id()));
    }

    private static List<String> ofRules(CriteriaDocument criteria) {
        var affects = criteria.affectsOrDefault();
        return Stream.of(
                        off("tone", affects.tone()), off("persona", affects.persona()), off("safety", affects.safety()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> off(String aspect, @Nullable Detector detector) {
        return detector != null && !detector.isOn()
                ? Optional.of("nothing looks for changes of %s: affects.%s.on is false".formatted(aspect, aspect))
                : Optional.empty();
    }

    private static List<String> ofRollbacks(Optional<String> owner, List<UsedRollback> rollbacks, Instant now) {
        var fresh = rollbacks.stream()
                .filter(rollback -> rollback.at().isAfter(now.minus(FRESH)))
                .toList();
        if (fresh.isEmpty()) {
            return List.of("none in the last %d days: belay drill, or belay rollback".formatted(FRESH.toDays()));
        }
        boolean byThePm = rollbacks.stream()
                .anyMatch(rollback -> rollback.by() != null
                        && owner.filter(rollback.by()::equalsIgnoreCase).isPresent());
        return byThePm
                ? List.of()
                : List.of("none by the PM (%s), who should know how it feels: belay drill, or belay rollback"
                        .formatted(owner.orElse("the owner of the criteria")));
    }
}
