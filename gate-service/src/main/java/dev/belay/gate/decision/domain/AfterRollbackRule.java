package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.Output.State;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.SignOff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Design §6: the first promote after a rollback needs a case of an incident that the version taken back fails and the
 * candidate passes, or a PM's sign-off given after the rollback; a held version itself needs the sign-off.
 */
final class AfterRollbackRule {

    private AfterRollbackRule() {}

    /** Nothing where no rollback asks anything. */
    static Optional<Ruling> judge(Comparison comparison, Inputs inputs) {
        return Optional.ofNullable(inputs.rolledBack()).map(after -> judge(comparison, inputs, after));
    }

    private static Ruling judge(Comparison comparison, Inputs inputs, RolledBack after) {
        var incidents = caught(comparison);
        var numbers = Map.of(
                "incidents",
                        (double) comparison
                                .held()
                                .map(side -> side.cases().size())
                                .orElse(0),
                "caught", (double) incidents.size());
        if (!after.held() && !incidents.isEmpty()) {
            var says = Findings.say(
                    "%s fails %s, and %s passes",
                    after.left(), Findings.names(incidents), inputs.change().candidate());
            return Ruling.of(finding(Finding.Outcome.PASSED, says, numbers, evidence(comparison, incidents)));
        }
        var why = why(comparison, inputs, after);
        if (inputs.change().check()) {
            return Ruling.of(
                    finding(Finding.Outcome.NOT_APPLICABLE, why + "; a check asks nobody", numbers, List.of()));
        }
        return signed(inputs, after, why, numbers);
    }

    private static Ruling signed(Inputs inputs, RolledBack after, String why, Map<String, Double> numbers) {
        var people = RuleSet.people(inputs);
        var good = people.signOffs().stream()
                .filter(signOff -> signOff.at().isAfter(after.at()) && isGood(signOff, inputs, people))
                .map(SignOff::by)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (!good.isEmpty()) {
            var says = Findings.say("%s; signed off by %s since", why, good);
            return Ruling.of(finding(Finding.Outcome.PASSED, says, numbers, List.of()));
        }
        var who = people.policy().asks(SignOffRole.PM);
        return Ruling.open(
                finding(
                        Finding.Outcome.NEEDS_SIGN_OFF,
                        Findings.say("%s; a sign-off by %s, given since, is missing", why, who),
                        numbers,
                        List.of()),
                Findings.say(
                        "%s: sign off, or let it be (belay sign-off %s)",
                        who, inputs.change().change()));
    }

    private static boolean isGood(SignOff signOff, Inputs inputs, People people) {
        return SignOffRule.isFor(signOff, inputs.change())
                && people.policy().maySignAs(SignOffRole.PM, signOff.roles())
                && !people.isAuthor(signOff.by());
    }

    private static String why(Comparison comparison, Inputs inputs, RolledBack after) {
        if (after.held()) {
            return Findings.say("%s itself was rolled back", inputs.change().candidate());
        }
        if (after.left() == null) {
            return "it is the first one after a rollback";
        }
        var cases = comparison.held().map(Measurements::cases).orElse(Map.of());
        if (cases.isEmpty()) {
            return Findings.say("%s was rolled back, and no case is of an incident", after.left());
        }
        var failed = cases.values().stream().filter(State.FAILED::equals).count();
        return failed == 0
                ? Findings.say(
                        "%s was rolled back, and fails none of %d cases of incidents", after.left(), cases.size())
                : Findings.say(
                        "%s was rolled back, and of the %d cases of incidents that it fails none passes now",
                        after.left(), failed);
    }

    /** The cases of incidents that what was taken back fails and the candidate passes. */
    private static List<String> caught(Comparison comparison) {
        var candidate = comparison.candidate().cases();
        return comparison.held().map(Measurements::cases).orElse(Map.of()).entrySet().stream()
                .filter(each -> each.getValue() == State.FAILED && candidate.get(each.getKey()) == State.PASSED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Output> evidence(Comparison comparison, List<String> incidents) {
        return incidents.stream()
                .flatMap(id -> comparison.held().orElseThrow().of(id).stream())
                .filter(output -> output.state() == State.FAILED)
                .toList();
    }

    private static Finding finding(
            Finding.Outcome outcome, String says, Map<String, Double> numbers, List<Output> evidence) {
        return Findings.of(Rule.AFTER_ROLLBACK, outcome, null, says, numbers, evidence);
    }
}
