package dev.belay.cli.eval;

import dev.belay.evaluation.dryrun.Component;
import dev.belay.evaluation.dryrun.RunReport;
import dev.belay.evaluation.dryrun.StepResult;
import dev.belay.evaluation.dryrun.StepResult.Outcome;
import dev.belay.evaluation.javascript.JsonText;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Runs as JUnit XML, which CI servers read: a suite a column, a test case a result. */
final class JUnitReport {
    private final XMLStreamWriter xml;

    private JUnitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(List<RunReport> reports) {
        var out = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            new JUnitReport(xml).write(reports);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML in memory", e);
        }
        return out.append("\n").toString();
    }

    private void write(List<RunReport> reports) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "belay eval");
        counts(reports.stream().flatMap(report -> report.results().stream()).toList());
        for (var report : reports) {
            for (int i = 0; i < report.columns().size(); i++) {
                suite(report, i);
            }
        }
        line(0);
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(RunReport report, int index) throws XMLStreamException {
        var column = report.columns().get(index);
        var results = report.results().stream()
                .filter(result -> result.step().column() == index)
                .toList();
        var name = readable(report.title() + " / " + column.provider() + " / " + TableReport.line(column.label(), 80));
        line(1);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        counts(results);
        for (var result : results) {
            testCase(result, name);
        }
        line(1);
        xml.writeEndElement();
    }

    private void counts(List<StepResult> results) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(results.size()));
        xml.writeAttribute("failures", count(results, Outcome.FAILED));
        xml.writeAttribute("errors", count(results, Outcome.ERROR));
        xml.writeAttribute(
                "time",
                seconds(results.stream().mapToLong(StepResult::latencyMs).sum()));
    }

    private void testCase(StepResult result, String suite) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", readable(TableReport.name(result)));
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("time", seconds(result.latencyMs()));
        if (result.outcome() != Outcome.PASSED) {
            boolean error = result.outcome() == Outcome.ERROR;
            line(3);
            xml.writeStartElement(error ? "error" : "failure");
            xml.writeAttribute("message", readable(String.valueOf(error ? result.error() : result.reason())));
            xml.writeCharacters(readable(detail(result)));
            xml.writeEndElement();
        }
        line(2);
        xml.writeEndElement();
    }

    private static String detail(StepResult result) {
        var failed = result.components().stream()
                .filter(component -> !component.pass())
                .map(JUnitReport::detail)
                .collect(Collectors.joining());
        var output = result.output() == null
                ? ""
                : "\noutput:\n"
                        + (result.output().isTextual() ? result.output().textValue() : JsonText.print(result.output()));
        return failed + "\nprompt:\n" + result.prompt() + output;
    }

    private static String detail(Component component) {
        return component.type() + ": " + component.reason() + "\n";
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String count(List<StepResult> results, Outcome outcome) {
        return String.valueOf(
                results.stream().filter(result -> result.outcome() == outcome).count());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }

    /** Without the characters that XML 1.0 has no way to write. */
    private static String readable(String text) {
        var out = new StringBuilder();
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0x20 && c <= 0xD7FF
                                || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF
                        ? c
                        : '\uFFFD')
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
