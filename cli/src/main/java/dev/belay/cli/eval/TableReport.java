package dev.belay.cli.eval;

import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.evaluation.dryrun.ColumnMetrics;
import dev.belay.evaluation.dryrun.Component;
import dev.belay.evaluation.dryrun.RunReport;
import dev.belay.evaluation.dryrun.RunReport.ColumnReport;
import dev.belay.evaluation.dryrun.StepResult;
import dev.belay.evaluation.dryrun.StepResult.Outcome;
import dev.belay.evaluation.javascript.JsonText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run for people: the columns' numbers, then what does not pass and why. */
final class TableReport {
    private static final int LABEL = 44;
    private static final int LINE = 110;
    private static final int MOST_SHOWN = 50;

    private TableReport() {}

    static String plain(List<RunReport> reports) {
        var out = new StringWriter();
        var printer = new PrintWriter(out);
        var terminal = new Terminal(printer, printer, new Terminal.Mode(false, false, false));
        reports.forEach(report -> print(report, terminal));
        return out.toString();
    }

    static void print(RunReport report, Terminal terminal) {
        terminal.say("");
        terminal.say(terminal.bold(line(report.title(), LINE)));
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("prompt", "provider", "passed", "failed", "errors", "score"));
        report.columns().forEach(column -> rows.add(row(column)));
        Columns.table(rows).forEach(row -> terminal.say("  " + row));
        report.columns().forEach(column -> metrics(column, terminal));
        var lacking =
                report.results().stream().filter(result -> !result.passed()).toList();
        lacking.stream().limit(MOST_SHOWN).forEach(result -> print(result, report, terminal));
        if (lacking.size() > MOST_SHOWN) {
            terminal.say("  … and %d more that do not pass; --output json or html has all"
                    .formatted(lacking.size() - MOST_SHOWN));
        }
        terminal.say("%d results: %d passed, %d failed, %d errors"
                .formatted(
                        report.results().size(),
                        report.count(Outcome.PASSED),
                        report.count(Outcome.FAILED),
                        report.count(Outcome.ERROR)));
    }

    private static List<String> row(ColumnReport column) {
        ColumnMetrics metrics = column.metrics();
        int all = metrics.passed() + metrics.failed() + metrics.errors();
        return List.of(
                line(column.label(), LABEL),
                column.provider(),
                metrics.passed() + " of " + all,
                String.valueOf(metrics.failed()),
                String.valueOf(metrics.errors()),
                number(metrics.score()));
    }

    private static void metrics(ColumnReport column, Terminal terminal) {
        var metrics = column.metrics();
        if (!metrics.namedScores().isEmpty()) {
            var named = metrics.namedScores().entrySet().stream()
                    .map(score -> score.getKey() + " " + number(score.getValue()))
                    .collect(Collectors.joining(", "));
            terminal.say(terminal.dim("  " + line(column.label(), LABEL) + ": " + named));
        }
    }

    private static void print(StepResult result, RunReport report, Terminal terminal) {
        var column = report.columns().get(result.step().column());
        boolean error = result.outcome() == Outcome.ERROR;
        var mark = error ? terminal.yellow("!") : terminal.red("✗");
        var where =
                report.columns().size() > 1 ? "  [" + column.provider() + ", " + line(column.label(), LABEL) + "]" : "";
        terminal.say("  %s %s%s".formatted(mark, name(result), where));
        if (error) {
            terminal.say("      " + line(String.valueOf(result.error()), LINE));
        }
        for (var component : result.components()) {
            if (!component.pass()) {
                terminal.say(
                        "      " + line(component.type() + criterion(component) + ": " + component.reason(), LINE));
            }
        }
        if (result.output() != null) {
            var output = result.output().isTextual() ? result.output().textValue() : JsonText.print(result.output());
            terminal.say(terminal.dim("      " + line("output: " + output, LINE)));
        }
    }

    private static String criterion(Component component) {
        return component.metric() == null ? "" : " (" + component.metric() + ")";
    }

    /** The test's number as in the JSON, and what it is about. */
    static String name(StepResult result) {
        var described = result.step().entry().description();
        var about = described == null
                ? result.step().vars().entrySet().stream()
                        .map(variable -> variable.getKey() + "="
                                + (variable.getValue().isTextual()
                                        ? variable.getValue().textValue()
                                        : variable.getValue().toString()))
                        .collect(Collectors.joining(" "))
                : described;
        return "test " + result.step().test() + (about.isEmpty() ? "" : ": " + line(about, LINE - 30));
    }

    /** One line, cut, without what a terminal would act on. */
    static String line(String text, int width) {
        var line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "").strip();
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    private static String number(double value) {
        var text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
