package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.promptfoo.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run came to, column by column.
 *
 * @param title the file's description, or its name
 */
public record RunReport(String title, List<ColumnReport> columns, List<StepResult> results) {
    private static final String ENGINE = "belay";

    public RunReport {
        columns = List.copyOf(columns);
        results = List.copyOf(results);
    }

    /** @param label of the prompt */
    public record ColumnReport(String label, String provider, ColumnMetrics metrics) {}

    public static RunReport of(String title, Plan plan, List<StepResult> results) {
        var columns = new ArrayList<ColumnReport>();
        for (int i = 0; i < plan.columns().size(); i++) {
            int index = i;
            var own = results.stream()
                    .filter(result -> result.step().column() == index)
                    .toList();
            var column = plan.columns().get(i);
            columns.add(new ColumnReport(
                    column.prompt().label(), column.provider().name(), ColumnMetrics.of(own, plan.derivedMetrics())));
        }
        return new RunReport(title, columns, results);
    }

    public long count(StepResult.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /** {@code {engine, stats, prompts, results}}; errors and reasons are texts. */
    public ObjectNode json() {
        var document = JsonNodeFactory.instance.objectNode().put("engine", ENGINE);
        document.putObject("stats")
                .put("successes", count(StepResult.Outcome.PASSED))
                .put("failures", count(StepResult.Outcome.FAILED))
                .put("errors", count(StepResult.Outcome.ERROR));
        var prompts = document.putArray("prompts");
        columns.forEach(column -> prompts.add(json(column)));
        var all = document.putArray("results");
        results.forEach(result -> all.add(json(result)));
        return document;
    }

    private static ObjectNode json(ColumnReport column) {
        var metrics = column.metrics();
        var prompt = JsonNodeFactory.instance
                .objectNode()
                .put("label", column.label())
                .put("provider", column.provider());
        prompt.set("score", number(metrics.score()));
        prompt.put("testPassCount", metrics.passed())
                .put("testFailCount", metrics.failed())
                .put("testErrorCount", metrics.errors())
                .put("assertPassCount", metrics.assertionsPassed())
                .put("assertFailCount", metrics.assertionsFailed());
        prompt.set("namedScores", numbers(metrics.namedScores()));
        var counts = prompt.putObject("namedScoresCount");
        metrics.namedCounts().forEach(counts::put);
        prompt.set("namedScoreWeights", numbers(metrics.namedWeights()));
        return prompt;
    }

    private ObjectNode json(StepResult result) {
        var step = result.step();
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("testIdx", step.test())
                .put("promptIdx", step.column())
                .put("provider", columns.get(step.column()).provider());
        if (step.entry().description() != null) {
            json.put("description", step.entry().description());
        }
        var vars = json.putObject("vars");
        step.vars().forEach((name, value) -> vars.set(name, compact(value)));
        json.put("prompt", compact(result.prompt()));
        if (result.output() != null) {
            json.set("output", result.output());
        }
        json.put("pass", result.passed());
        json.set("score", number(result.score()));
        json.put(
                "failureReason",
                switch (result.outcome()) {
                    case PASSED -> "none";
                    case FAILED -> "assert";
                    case ERROR -> "error";
                });
        json.set("namedScores", numbers(result.namedScores()));
        if (result.error() != null) {
            json.put("error", result.error());
        }
        var assertions = json.putArray("assertions");
        result.components().forEach(component -> assertions.add(json(component)));
        return json;
    }

    private static ObjectNode json(Component component) {
        var json = JsonNodeFactory.instance.objectNode().put("type", component.type());
        if (component.value() != null) {
            json.set("value", component.value());
        }
        if (component.threshold() != null) {
            json.set("threshold", number(component.threshold()));
        }
        if (component.weight() != null) {
            json.set("weight", number(component.weight()));
        }
        if (component.metric() != null) {
            json.put("metric", component.metric());
        }
        if (component.transform() != null) {
            json.put("transform", component.transform());
        }
        json.put("pass", component.pass());
        json.set("score", number(component.score()));
        return json;
    }

    private static ObjectNode numbers(Map<String, Double> values) {
        var numbers = JsonNodeFactory.instance.objectNode();
        new LinkedHashMap<>(values).forEach((name, value) -> numbers.set(name, number(value)));
        return numbers;
    }

    /** Whole numbers without a fraction, and what is no number as null, as JavaScript writes them. */
    private static JsonNode number(double value) {
        if (!Double.isFinite(value)) {
            return JsonNodeFactory.instance.nullNode();
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return whole ? JsonNodeFactory.instance.numberNode((long) value) : JsonNodeFactory.instance.numberNode(value);
    }

    /** Quirk kept: promptfoo writes JSON in a variable without its blanks, though templates see them. */
    private static JsonNode compact(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> TextNode.valueOf(compact(value.textValue()));
            case ARRAY -> {
                var list = JsonNodeFactory.instance.arrayNode();
                value.forEach(element -> list.add(compact(element)));
                yield list;
            }
            case OBJECT -> {
                var object = JsonNodeFactory.instance.objectNode();
                value.properties().forEach(field -> object.set(field.getKey(), compact(field.getValue())));
                yield object;
            }
            default -> value;
        };
    }

    /** A chat without the blanks between its parts, and in JSON that is their whole text. */
    private static String compact(String prompt) {
        var start = prompt.stripLeading().toLowerCase(Locale.ROOT);
        if (!start.startsWith("[") && !start.startsWith("{")) {
            return prompt;
        }
        try {
            return JsonText.print(compact(JsonText.parse(prompt)));
        } catch (NotJson text) {
            return prompt;
        }
    }
}
