package dev.belay.cli.criteria;

import dev.belay.cli.criteria.SimulateCommand.Document;
import dev.belay.cli.criteria.SimulateCommand.Result;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.decision.Finding.Rule;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A simulation in plain words. */
final class SimulationText {

    private SimulationText() {}

    static void print(Document answer, Terminal terminal) {
        terminal.say(terminal.bold(answer.prompt()) + ": " + answer.cases() + " cases, each as often passed as "
                + (answer.recordedCases() == 0
                        ? "assumed: nothing of a live version is recorded"
                        : "recorded of the live version (" + answer.recordedCases() + " of them)"));
        answer.scenarios().forEach(result -> terminal.say("  " + said(result)));
        terminal.say(said(
                "  costs %.0f calls a change, if nothing of it was recorded before",
                answer.scenarios().getFirst().calls()));
    }

    /** Like {@code blocks an unchanged prompt 5 of 100 times (± 2): no-regression}. */
    private static String said(Result result) {
        var what = switch (result.scenario()) {
            case UNCHANGED -> "blocks an unchanged prompt ";
            case ONE_CASE -> said("sees a case that falls to %.0f %% ", 100 * orZero(result.to()));
            case EVERY_CASE -> said("sees a fall of every case by %.0f points ", 100 * orZero(result.to()));
        };
        return what
                + said("%.0f of 100 times (± %.0f)", 100 * result.blocked(), 200 * result.standardError())
                + reasons(result.counts().stoppedBy());
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    /** The rules that did not pass, the most frequent first. */
    private static String reasons(Map<Rule, Integer> stoppedBy) {
        return stoppedBy.isEmpty()
                ? ""
                : stoppedBy.entrySet().stream()
                        .sorted(Map.Entry.<Rule, Integer>comparingByValue().reversed())
                        .map(entry ->
                                entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-') + " "
                                        + entry.getValue())
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String said(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
