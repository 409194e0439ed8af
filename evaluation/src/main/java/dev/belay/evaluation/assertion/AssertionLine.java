package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.embedding.HashedWords;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.template.Variables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Judges one JSON line {@code {id, type, config: {value, threshold, weight}, output, vars, response: {cost, latencyMs,
 * finish_reason, logprobs, refusal}, prompt, embedding, provider_tools}} and answers with one line {@code {id, pass, score, error?}}.
 * {@code prompt} is what the output answers, which only some model-graded types have to see. {@code embedding: stub} compares by words and not by meaning; {@code provider_tools} are OpenAI's, or in short form
 * {@code get_weather(city:string, days?:integer), get_time(); additionalProperties false}. Nothing that a line holds makes it
 * throw.
 */
public final class AssertionLine {
    /** A line says nothing of its latency unless its response does; no real reply takes no time at all. */
    private static final long UNTOLD_LATENCY_MS = 1;

    /** Nor of how the reply ended; most end like this. */
    private static final String ORDINARY_END = "stop";

    private static final String HASHED_WORDS = "stub";

    private final Checker checker;
    private final Checker withHashedWords;

    public AssertionLine(Checker checker) {
        this.checker = checker;
        this.withHashedWords = checker.with(new HashedWords());
    }

    /**
     * @param id as the line gave it, null where it gave none
     * @param error why nothing can be said of the output; then {@code pass} is false and the score 0
     */
    public record Answer(
            JsonNode id,
            boolean pass,
            double score,
            @Nullable String error) {
        public String json() {
            var line = JsonNodeFactory.instance.objectNode();
            line.set("id", id);
            line.put("pass", pass).put("score", score);
            if (error != null) {
                line.put("error", error);
            }
            return JsonText.print(line);
        }
    }

    public Answer answer(String line) {
        JsonNode given;
        try {
            given = JsonText.parse(line);
        } catch (NotJson notJson) {
            return error(JsonNodeFactory.instance.nullNode(), "The line is not JSON: " + notJson.getMessage());
        }
        var id = given.has("id") ? given.get("id") : JsonNodeFactory.instance.nullNode();
        if (!given.path("type").isTextual()) {
            return error(
                    id,
                    "The line has no \"type\"; write one like {\"id\", \"type\", \"config\", \"output\", \"vars\"}");
        } else if (!given.has("output")) {
            return error(id, "The line has no \"output\" to judge");
        }
        var judge = given.path("embedding").asText("").equals(HASHED_WORDS) ? withHashedWords : checker;
        var prompt = given.path("prompt").textValue();
        return switch (judge.check(assertion(given), new Exchange(output(given), vars(given.path("vars")), prompt))
                .verdict()) {
            case Verdict.Passed(double score) -> new Answer(id, true, score, null);
            case Verdict.Failed(double score, var reason) -> new Answer(id, false, score, null);
            case Verdict.Errored(var reason) -> error(id, reason);
        };
    }

    private static Answer error(JsonNode id, String why) {
        return new Answer(id, false, 0, why);
    }

    private static Assertion assertion(JsonNode line) {
        var config = line.path("config");
        return new Assertion(
                line.get("type").textValue(),
                config.get("value"),
                number(config.get("threshold")),
                number(config.get("weight")),
                null);
    }

    private static @Nullable Double number(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : Coercion.number(value);
    }

    /** An output that is not a text is judged as its JSON; a refusal's text stands for the output that it came without. */
    private static Output output(JsonNode line) {
        var response = line.path("response");
        var refusal = response.path("refusal").asText("");
        var output = line.get("output");
        output = output.isNull() && !refusal.isEmpty() ? response.get("refusal") : output;
        var latency = response.path("latencyMs");
        var cost = response.path("cost");
        return new Output(
                output.isTextual() ? output.textValue() : JsonText.print(output),
                latency.isNumber() ? latency.longValue() : UNTOLD_LATENCY_MS,
                cost.isNumber() ? cost.doubleValue() : null,
                response(line, output, !refusal.isEmpty()));
    }

    private static Response response(JsonNode line, JsonNode output, boolean refused) {
        var response = line.path("response");
        var finish = response.has("finish_reason")
                ? Response.normalised(response.get("finish_reason").textValue())
                : ORDINARY_END;
        var logProbabilities = StreamSupport.stream(response.path("logprobs").spliterator(), false)
                .filter(JsonNode::isNumber)
                .map(JsonNode::doubleValue)
                .toList();
        return new Response(
                output.isTextual() ? null : output,
                finish,
                logProbabilities,
                refused || "content_filter".equals(finish),
                tools(line.path("provider_tools")),
                line.get("provider_functions"));
    }

    private static @Nullable JsonNode tools(JsonNode tools) {
        if (tools.isTextual()) {
            return ToolSignatures.tools(tools.textValue());
        }
        return tools.isArray() ? tools : null;
    }

    private static Map<String, JsonNode> vars(JsonNode vars) {
        var byName = new LinkedHashMap<String, JsonNode>();
        vars.properties().forEach(variable -> byName.put(variable.getKey(), variable.getValue()));
        return Variables.resolved(byName);
    }
}
