package dev.belay.gate.decision.domain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The versions of the rules. One that has decided anything stays, so that its decisions can be replayed. */
public enum RuleSet {
    NOVEMBER_2026("2026-11");

    public static final RuleSet NEWEST = NOVEMBER_2026;

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

    List<Ruling> judge(Comparison comparison) {
        return switch (this) {
            case NOVEMBER_2026 ->
                Stream.of(
                                MustNotRule.judge(comparison),
                                MustHaveRule.judge(comparison),
                                NoRegressionRule.judge(comparison),
                                QualityThresholdRule.judge(comparison),
                                EdgeCasesRule.judge(comparison),
                                CeilingsRule.judge(comparison))
                        .flatMap(List::stream)
                        .toList();
        };
    }
}
