package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.decision.domain.Member.Standing;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Of changes that were published together none is approved unless each of them would be alone. */
final class TogetherRule {

    private TogetherRule() {}

    /** @param others none for a change that is decided alone, which this rule says nothing of */
    static List<Ruling> judge(List<Member> others) {
        if (others.isEmpty()) {
            return List.of();
        }
        var ended = of(others, Standing.ENDED);
        if (!ended.isEmpty()) {
            return List.of(Ruling.of(finding(Outcome.FAILED, others, names(ended))));
        }
        var waiting = others.stream()
                .filter(other -> other.standing() != Standing.READY)
                .toList();
        return List.of(
                waiting.isEmpty()
                        ? Ruling.of(finding(Outcome.PASSED, others, names(others)))
                        : Ruling.open(
                                finding(Outcome.WAITING, others, names(waiting)),
                                "what it is released together with: " + names(waiting)));
    }

    /** Whether it waits for nothing that a person has to do: then nobody is told. */
    static boolean passesByItself(List<Member> others) {
        return of(others, Standing.ENDED).isEmpty()
                && of(others, Standing.WAITS).isEmpty()
                && !of(others, Standing.OPEN).isEmpty();
    }

    private static List<Member> of(List<Member> others, Standing standing) {
        return others.stream().filter(other -> other.standing() == standing).toList();
    }

    private static String names(List<Member> members) {
        return members.stream()
                .map(member -> member.prompt() + " " + member.says())
                .collect(Collectors.joining(", "));
    }

    private static Finding finding(Outcome outcome, List<Member> others, String summary) {
        return Findings.of(Rule.TOGETHER, outcome, null, summary, Map.of("others", (double) others.size()), List.of());
    }
}
