package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The wording and the bounds that findings share. */
final class Findings {

    /** Enough to look at; how many there are in all is among the numbers. */
    static final int MAX_EVIDENCE = 20;

    private static final int MAX_NAMED = 5;

    private Findings() {}

    /** In one form whatever the machine's language: a replay compares what is said, too. */
    @SuppressWarnings("AnnotateFormatMethod")
    static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    static Finding of(
            Rule rule,
            Finding.Outcome outcome,
            @Nullable String criterion,
            String summary,
            Map<String, Double> numbers,
            List<Output> evidence) {
        return new Finding(
                rule,
                outcome,
                criterion,
                summary,
                numbers,
                evidence.stream().limit(MAX_EVIDENCE).map(Output::evidence).toList());
    }

    static Finding notApplicable(Rule rule, @Nullable String criterion, String summary) {
        return of(rule, Finding.Outcome.NOT_APPLICABLE, criterion, summary, Map.of(), List.of());
    }

    static Finding inconclusive(Rule rule, @Nullable String criterion, String summary) {
        return of(rule, Finding.Outcome.INCONCLUSIVE, criterion, summary, Map.of(), List.of());
    }

    /** What lacks evidence never passes; with no case at all, all of it is lacking. */
    static Ruling unmeasured(Rule rule, String criterion, Tally tally, Comparison comparison) {
        if (tally.total() == 0) {
            return Ruling.open(
                    inconclusive(rule, criterion, criterion + ": the suite has no case"),
                    "anyone: cases to judge the prompt by");
        }
        return Ruling.open(
                of(
                        rule,
                        Finding.Outcome.INCONCLUSIVE,
                        criterion,
                        say(
                                "%s: %d of %d outputs could not be judged (%s)",
                                criterion, tally.unknown().size(), tally.total(), Unmeasured.reasons(tally.unknown())),
                        tally.numbers("violations"),
                        tally.unknown()),
                Unmeasured.settledBy(tally.unknown(), comparison.budgetUsd()));
    }

    /** Like {@code 7 of 40 outputs: a, b, c, d, e and 2 more}. */
    static String named(List<Output> some, int of) {
        return say(
                "%d of %d outputs: %s",
                some.size(),
                of,
                names(some.stream().map(Output::caseId).distinct().toList()));
    }

    static String names(List<String> ids) {
        var shown = ids.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        return ids.size() > MAX_NAMED ? shown + " and " + (ids.size() - MAX_NAMED) + " more" : shown;
    }
}
