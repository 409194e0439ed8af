package dev.belay.gate.decision.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.gate.decision.domain.people.People;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The versions of the rules. One that has decided anything stays, so that its decisions can be replayed. */
public enum RuleSet {
    /** Rules 1 to 6, strict where the criteria say nothing of regression. */
    NOVEMBER_2026("2026-11"),
    /** Rules 1 to 6 as {@link #WITH_PEOPLE} has them: what can be said of outputs without asking anybody. */
    MEASURED("2026-11-25-measured"),
    /** All ten, trade-offs and overrides. */
    WITH_PEOPLE("2026-11-25"),
    /** Those, and what a rollback asks of what comes after it. */
    AFTER_ROLLBACKS("2026-12-01");

    public static final RuleSet NEWEST = AFTER_ROLLBACKS;

    private final String version;

    RuleSet(String version) {
        this.version = version;
    }

    /** The rules that decided what names {@code version}. */
    public static RuleSet of(String version) {
        return Arrays.stream(values())
                .filter(rules -> rules.version.equals(version))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("ruleSet: \"%s\" (expected one of %s)"
                        .formatted(
                                version,
                                Arrays.stream(values()).map(RuleSet::version).toList())));
    }

    public String version() {
        return version;
    }

    /** What the criteria mean in these rules, whatever they came to mean later. */
    CriteriaDocument meant(CriteriaDocument criteria) {
        return switch (this) {
            case NOVEMBER_2026 ->
                criteria.with(criteria.regression() == null ? Regression.STRICT : criteria.regression());
            case MEASURED, WITH_PEOPLE, AFTER_ROLLBACKS -> criteria;
        };
    }

    /** Whether they reject, whatever the results that are missing will say. */
    boolean isForegone(Comparison comparison, Inputs inputs) {
        return switch (this) {
            case NOVEMBER_2026 -> MustNotRule.isViolated(comparison);
            case MEASURED -> Foregone.isRejected(comparison, UnaryOperator.identity());
            case WITH_PEOPLE, AFTER_ROLLBACKS -> Foregone.isRejected(comparison, ruling -> settled(ruling, inputs));
        };
    }

    List<Ruling> judge(Comparison comparison, Inputs inputs) {
        return switch (this) {
            case NOVEMBER_2026, MEASURED -> measured(comparison);
            case WITH_PEOPLE -> withPeople(comparison, inputs, Optional.empty());
            case AFTER_ROLLBACKS -> withPeople(comparison, inputs, AfterRollbackRule.judge(comparison, inputs));
        };
    }

    private static List<Ruling> measured(Comparison comparison) {
        return Stream.of(
                        MustNotRule.judge(comparison),
                        MustHaveRule.judge(comparison),
                        NoRegressionRule.judge(comparison),
                        QualityThresholdRule.judge(comparison),
                        EdgeCasesRule.judge(comparison),
                        CeilingsRule.judge(comparison))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Ruling> withPeople(Comparison comparison, Inputs inputs, Optional<Ruling> afterRollback) {
        var people = people(inputs);
        var change = inputs.change();
        var measured = measured(comparison).stream()
                .map(ruling -> settled(ruling, inputs))
                .toList();
        var asked =
                List.of(ReviewRule.judge(comparison, change, people), SignOffRule.judge(comparison, change, people));
        var judged = Stream.concat(asked.stream(), afterRollback.stream()).toList();
        return Stream.of(
                        measured,
                        asked,
                        List.of(FourEyesRule.judge(people, judged), FreshBaseline.judge(change)),
                        TogetherRule.judge(inputs.others()),
                        afterRollback.stream().toList())
                .flatMap(List::stream)
                .toList();
    }

    private static Ruling settled(Ruling ruling, Inputs inputs) {
        return Settled.of(ruling, people(inputs), inputs.change().change(), inputs.asOf());
    }

    static People people(Inputs inputs) {
        if (inputs.people() == null) {
            throw new IllegalArgumentException(
                    "people: missing (expected: what people said, by the rules of " + WITH_PEOPLE.version + ")");
        }
        return inputs.people();
    }
}
