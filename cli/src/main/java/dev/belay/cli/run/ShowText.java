package dev.belay.cli.run;

import dev.belay.cli.api.Run;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.run.CaseEvaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes and prompts for people. */
final class ShowText {

    private static final int MESSAGE_SHOWN = 60;

    private final Terminal terminal;

    ShowText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(ShownChange shown) {
        var change = shown.change();
        terminal.say(terminal.bold(change.change()) + "  " + change.prompt() + " " + change.candidate() + "  by "
                + change.author() + (change.message() == null ? "" : "  \"" + change.message() + "\""));
        if (change.together() != null) {
            terminal.say("  together with "
                    + String.join(", ", change.together().besides(change.prompt())) + "  (release group "
                    + change.together().group() + ")");
        }
        shown.attempts().stream()
                .filter(attempt -> attempt.state() == Run.State.OUTDATED)
                .forEach(attempt -> terminal.say(terminal.dim("  attempt " + attempt.attempt() + ": outdated")));
        var run = shown.outcome().run();
        run.aspectsOrNone().forEach(affected -> terminal.say(aspect(affected, run)));
        new OutcomeText(terminal).printAll(shown.outcome());
        terminal.blank();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("case", "candidate", "baseline", "what failed"));
        shown.cases().forEach(one -> rows.add(List.of(one.id(), word(one.outcome()), baseline(one), why(one))));
        Columns.table(rows).forEach(terminal::say);
    }

    private String aspect(Run.Affected affected, Run run) {
        var name = affected.aspect().name().toLowerCase(Locale.ROOT);
        if (affected.by().equals("author")) {
            return "  " + name + ": " + affected.why();
        }
        var found = affected.by().equals("drift")
                ? "  " + name + ": " + affected.why()
                : "  " + name + ": a rule found " + affected.why() + ", in the " + affected.by();
        if (affected.removedBy() != null) {
            return terminal.dim(found + "; removed by " + affected.removedBy() + ": " + affected.removedBecause());
        }
        boolean removable = run.state() == Run.State.IN_REVIEW && !run.check();
        return removable
                ? found + terminal.dim(" (not so? belay remove-aspect " + run.change() + " " + name + " --reason TEXT)")
                : found;
    }

    private static String baseline(ShownCase one) {
        return word(one.baseline() == null ? null : one.baseline().outcome());
    }

    private static String word(CaseEvaluated.@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> "–";
            case PASSED -> "✓ passed";
            case FAILED -> "✗ failed";
            case ERROR -> "! error";
        };
    }

    private static String why(ShownCase one) {
        if (one.error() != null) {
            return one.error().kind() + ": " + one.error().message();
        }
        return one.checks().stream()
                .filter(check -> check.outcome() != CaseEvaluated.Outcome.PASSED)
                .map(ShowText::text)
                .collect(Collectors.joining("; "));
    }

    private static String text(CaseEvaluated.Check check) {
        var source = switch (check.source()) {
            case MUST_HAVE -> "must-have " + check.id();
            case MUST_NOT -> "must-not " + check.id();
            case CASE -> "the case's " + check.type();
        };
        var error = check.outcome() == CaseEvaluated.Outcome.ERROR ? " (error)" : "";
        return source + error + (check.reason() == null ? "" : ": " + check.reason());
    }

    void print(ShownPrompt shown) {
        var prompt = shown.prompt();
        terminal.say(terminal.bold(prompt.prompt()));
        var live = shown.live();
        terminal.say("  live      "
                + (live == null
                        ? "nothing yet"
                        : live.version() + " in " + live.environment() + " (deployment " + live.number() + ")"));
        var version = prompt.version();
        terminal.say("  newest    " + (version == null ? "no version" : "v" + version.number()));
        var criteria = prompt.criteria();
        terminal.say("  criteria  "
                + (criteria == null ? "none" : "number " + criteria.number() + ", owner " + criteria.owner()));
        var suite = prompt.suite();
        terminal.say("  suite     "
                + (suite == null ? "none" : "number " + suite.number() + ", " + suite.cases() + " cases"));
        terminal.blank();
        Columns.table(shown.changes().stream().map(ShowText::row).toList()).forEach(line -> terminal.say("  " + line));
    }

    private static List<String> row(ShownPrompt.State state) {
        var change = state.change();
        var message = change.message() == null ? "" : change.message();
        return List.of(
                change.change(),
                change.candidate().toString(),
                state.state() == null ? "proposed" : state.state().words() + (change.check() ? " (check)" : ""),
                change.author(),
                message.length() > MESSAGE_SHOWN ? message.substring(0, MESSAGE_SHOWN) + "…" : message);
    }
}
