package dev.belay.cli.run;

import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.decision.Finding;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Findings as a checklist, in the order of the rules. */
final class FindingsText {

    private static final int RULE_WIDTH = 19;
    private static final int CASES_SHOWN = 6;
    private static final int SINGLY = 3;

    private final Terminal terminal;

    FindingsText(Terminal terminal) {
        this.terminal = terminal;
    }

    void printAll(Decision decision) {
        decision.findings().forEach(this::print);
    }

    /** A line for what needs no look: rules that passed, and what a run that was stopped early left open. */
    void printBrief(Decision decision) {
        boolean stopped = decision.cancelled() > 0
                && decision.findings().stream().anyMatch(finding -> finding.outcome() == Finding.Outcome.FAILED);
        var open = decision.findings().stream()
                .filter(finding -> stopped && finding.outcome() == Finding.Outcome.INCONCLUSIVE)
                .toList();
        var rules = new EnumMap<Finding.Rule, List<Finding>>(decision.findings().stream()
                .filter(finding -> !open.contains(finding))
                .collect(Collectors.groupingBy(
                        Finding::rule, () -> new EnumMap<>(Finding.Rule.class), Collectors.toList())));
        rules.values().forEach(this::printRule);
        if (!open.isEmpty()) {
            var names = open.stream()
                    .map(finding -> name(finding.rule()))
                    .distinct()
                    .collect(Collectors.joining(", "));
            terminal.say("  " + terminal.dim("– not looked at any further: " + names));
        }
    }

    private void printRule(List<Finding> findings) {
        for (var outcome : Finding.Outcome.values()) {
            var same = findings.stream()
                    .filter(finding -> finding.outcome() == outcome)
                    .toList();
            boolean needsNoLook = outcome == Finding.Outcome.PASSED || outcome == Finding.Outcome.NOT_APPLICABLE;
            if (same.size() > SINGLY || (same.size() > 1 && needsNoLook)) {
                terminal.say(line(same.getFirst(), criteria(same)));
            } else {
                same.forEach(this::print);
            }
        }
    }

    private static String criteria(List<Finding> findings) {
        return findings.size() + ": "
                + findings.stream()
                        .map(Finding::criterion)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", "));
    }

    private void print(Finding finding) {
        var criterion = finding.criterion();
        boolean named = criterion == null || finding.summary().startsWith(criterion);
        terminal.say(line(finding, (named ? "" : criterion + ": ") + finding.summary()));
        var cases = finding.evidence().stream()
                .map(Finding.Evidence::caseId)
                .distinct()
                .toList();
        boolean told = cases.isEmpty() || finding.summary().contains(cases.getFirst());
        if (finding.outcome() != Finding.Outcome.PASSED && !told) {
            terminal.say("      " + terminal.dim("cases: " + some(cases)));
        }
    }

    private String line(Finding finding, String text) {
        return "  " + sign(finding.outcome()) + " " + Columns.pad(name(finding.rule()), RULE_WIDTH) + text;
    }

    private static String some(List<String> ids) {
        var shown = ids.stream().limit(CASES_SHOWN).collect(Collectors.joining(", "));
        return ids.size() <= CASES_SHOWN ? shown : shown + " and more";
    }

    private String sign(Finding.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> terminal.green("✓");
            case FAILED -> terminal.red("✗");
            case INCONCLUSIVE, NEEDS_REVIEW, NEEDS_SIGN_OFF, NEEDS_TRADE_OFF, WAITING -> terminal.yellow("?");
            case NOT_APPLICABLE -> terminal.dim("–");
        };
    }

    private static String name(Finding.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
