package dev.belay.cli.eval;

import dev.belay.evaluation.dryrun.Component;
import dev.belay.evaluation.dryrun.RunReport;
import dev.belay.evaluation.dryrun.StepResult;
import dev.belay.evaluation.dryrun.StepResult.Outcome;
import dev.belay.evaluation.javascript.JsonText;
import java.util.List;
import java.util.Locale;

/**
 * Runs as one page that needs nothing besides. Everything that comes from a file or a model is escaped: nothing of it is
 * ever markup, and the page's own policy lets no script run and nothing be loaded.
 */
final class HtmlReport {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>belay eval</title>
            <style>
            :root { color-scheme: light dark; --ok: #1a7f37; --no: #cf222e; --odd: #9a6700; --line: #8884; }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
            td.n { text-align: right; white-space: nowrap; }
            details { border-bottom: 1px solid var(--line); padding: .4rem 0; }
            summary { cursor: pointer; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #8881; padding: .6rem; border-radius: .3rem; }
            .passed { color: var(--ok); } .failed { color: var(--no); } .error { color: var(--odd); }
            </style>
            </head>
            <body>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);

    private HtmlReport() {}

    static String of(List<RunReport> reports) {
        var page = new HtmlReport();
        reports.forEach(page::report);
        return page.html.append("</body>\n</html>\n").toString();
    }

    private void report(RunReport report) {
        html.append("<h1>").append(escaped(report.title())).append("</h1>\n");
        html.append("<p>%d results: %d passed, %d failed, %d errors</p>\n"
                .formatted(
                        report.results().size(),
                        report.count(Outcome.PASSED),
                        report.count(Outcome.FAILED),
                        report.count(Outcome.ERROR)));
        html.append("<table>\n<thead><tr><th>prompt</th><th>provider</th><th>passed</th><th>failed</th><th>errors</th>"
                + "<th>score</th><th>named scores</th></tr></thead>\n<tbody>\n");
        for (var column : report.columns()) {
            var metrics = column.metrics();
            html.append("<tr><td>").append(escaped(column.label()));
            html.append("</td><td>").append(escaped(column.provider()));
            number(String.valueOf(metrics.passed()));
            number(String.valueOf(metrics.failed()));
            number(String.valueOf(metrics.errors()));
            number(String.format(Locale.ROOT, "%.3f", metrics.score()));
            html.append("</td><td>");
            metrics.namedScores()
                    .forEach((name, score) -> html.append(
                                    escaped(name + " " + String.format(Locale.ROOT, "%.3f", score)))
                            .append("<br>"));
            html.append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        report.results().forEach(result -> result(result, report));
    }

    private void number(String number) {
        html.append("</td><td class=\"n\">").append(number);
    }

    private void result(StepResult result, RunReport report) {
        var column = report.columns().get(result.step().column());
        var outcome = result.outcome().name().toLowerCase(Locale.ROOT);
        html.append("<details").append(result.passed() ? "" : " open").append("><summary><span class=\"");
        html.append(outcome).append("\">").append(outcome).append("</span> ");
        html.append(escaped(TableReport.name(result)))
                .append(" <small>")
                .append(escaped(column.provider()))
                .append("</small></summary>\n");
        if (result.error() != null) {
            html.append("<p class=\"error\">").append(escaped(result.error())).append("</p>\n");
        }
        block("prompt", result.prompt());
        if (result.output() != null) {
            block(
                    "output",
                    result.output().isTextual() ? result.output().textValue() : JsonText.print(result.output(), 2));
        }
        if (!result.components().isEmpty()) {
            html.append("<table>\n");
            result.components().forEach(this::component);
            html.append("</table>\n");
        }
        html.append("</details>\n");
    }

    private void block(String title, String text) {
        html.append("<p>")
                .append(title)
                .append("</p>\n<pre>")
                .append(escaped(text))
                .append("</pre>\n");
    }

    private void component(Component component) {
        var value = component.value();
        html.append("<tr><td class=\"").append(component.pass() ? "passed\">passed" : "failed\">failed");
        html.append("</td><td>").append(escaped(component.type()));
        html.append("</td><td>")
                .append(escaped(value == null ? "" : value.isTextual() ? value.textValue() : JsonText.print(value)));
        number(String.format(Locale.ROOT, "%.3f", component.score()));
        html.append("</td><td>")
                .append(escaped(component.reason() == null ? "" : component.reason()))
                .append("</td></tr>\n");
    }

    static String escaped(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' && c != '\r' ? '\uFFFD' : c);
            }
        }
        return out.toString();
    }
}
