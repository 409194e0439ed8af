package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.Review;
import dev.belay.gate.decision.domain.people.SignOff;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Design §5, rule 9: nobody reviews or signs off their own change, whatever their role. */
final class FourEyesRule {

    private FourEyesRule() {}

    /** @param asked what rules 7 and 8 say */
    static Ruling judge(People people, List<Ruling> asked) {
        var open = asked.stream().anyMatch(ruling -> ruling.outcome().isOpen());
        var needed = asked.stream().anyMatch(ruling -> ruling.outcome() != Finding.Outcome.NOT_APPLICABLE);
        if (!needed) {
            return Ruling.of(Findings.notApplicable(Rule.FOUR_EYES, null, "nobody has to judge it"));
        }
        var authors = String.join(", ", people.authors());
        var own = Stream.concat(
                        people.reviews().stream().map(Review::by),
                        people.signOffs().stream().map(SignOff::by))
                .filter(people::isAuthor)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        var disregarded = own.isEmpty() ? "" : Findings.say("; what %s said of it does not count", own);
        return open
                ? Ruling.of(Findings.of(
                        Rule.FOUR_EYES,
                        Finding.Outcome.WAITING,
                        null,
                        Findings.say("somebody other than %s has to judge it%s", authors, disregarded),
                        Map.of(),
                        List.of()))
                : Ruling.of(Findings.of(
                        Rule.FOUR_EYES,
                        Finding.Outcome.PASSED,
                        null,
                        Findings.say("none of those who judged it wrote it (%s)%s", authors, disregarded),
                        Map.of(),
                        List.of()));
    }
}
