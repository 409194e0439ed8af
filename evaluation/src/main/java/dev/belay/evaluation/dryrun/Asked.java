package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.assertion.Response;
import dev.belay.evaluation.dryrun.Assessment.Unjudgeable;
import dev.belay.evaluation.dryrun.PromptRendering.Rendered;
import dev.belay.evaluation.dryrun.StepResult.Outcome;
import dev.belay.evaluation.expression.ExpressionFailed;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.promptfoo.AssertionEntry.Transform;
import dev.belay.evaluation.promptfoo.Plan.Column;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.promptfoo.ProviderEntry;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One question from its template to its verdict. */
final class Asked {
    private final Connections connections;
    private final Judging judging;
    private final Column column;
    private final Step step;
    private final Memory memory;

    Asked(Connections connections, Judging judging, Column column, Step step, Memory memory) {
        this.connections = connections;
        this.judging = judging;
        this.column = column;
        this.step = step;
        this.memory = memory;
    }

    /** Whose earlier questions this one may look back at. */
    static String conversation(Step step, Column column) {
        var id = step.entry().metadata().path("conversationId");
        return step.column() + ":" + column.provider().name() + (Coercion.truthy(id) ? ":" + Coercion.text(id) : "");
    }

    static boolean looksBack(Step step) {
        return step.template().contains(Memory.CONVERSATION)
                && !step.entry().options().path("disableConversationVar").asBoolean(false);
    }

    StepResult result() {
        Rendered rendered;
        try {
            rendered = PromptRendering.render(step.template(), vars(), memory.stored());
        } catch (TemplateFailed failed) {
            return StepResult.error(step, "", null, String.valueOf(failed.getMessage()));
        }
        var reply = reply(rendered.text());
        boolean spoken = reply instanceof Reply.Given || reply instanceof Reply.Failed failed && failed.asked();
        if (spoken && looksBack(step)) {
            var said = reply instanceof Reply.Given given ? given.output() : TextNode.valueOf("");
            memory.said(conversation(step, column), rendered.text(), said);
        }
        return switch (reply) {
            case Reply.Failed(var reason, boolean asked) -> StepResult.error(step, rendered.text(), null, reason);
            case Reply.Given given -> judged(rendered, given);
        };
    }

    private Map<String, JsonNode> vars() {
        var vars = new LinkedHashMap<>(step.values());
        if (looksBack(step)) {
            vars.put(Memory.CONVERSATION, memory.conversation(conversation(step, column)));
        }
        return vars;
    }

    private Reply reply(String prompt) {
        var given = step.entry().providerOutput();
        if (given != null) {
            return new Reply.Given(given, 1, 0.0, Response.NONE);
        }
        var own = step.entry().provider();
        var provider = own == null ? column.provider() : own;
        return connections.ask(provider, config(provider), prompt);
    }

    /** A prompt's parameters win over its provider's, and a test's over both. */
    private ObjectNode config(ProviderEntry provider) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.setAll(provider.config());
        config.setAll(column.prompt().config());
        config.setAll(step.entry().options());
        return config;
    }

    private StepResult judged(Rendered rendered, Reply.Given given) {
        JsonNode output = null;
        try {
            output = transformed(
                    transformed(given.output(), column.provider().transform(), rendered), step.transform(), rendered);
            var options = step.entry().options();
            var name = options.path("storeOutputAs").asText("");
            if (!name.isEmpty() && Coercion.truthy(output)) {
                memory.store(name, output);
            }
            var question = new Question(
                    rendered.text(),
                    Assessment.output(output, given.latencyMs(), given.costUsd(), given.response()),
                    rendered.vars(),
                    options);
            var assessed =
                    Assessment.assess(step.entry().assertions(), step.entry().threshold(), judging, question);
            return result(rendered.text(), output, assessed, given);
        } catch (Unjudgeable unjudgeable) {
            return StepResult.error(step, rendered.text(), output, String.valueOf(unjudgeable.getMessage()));
        }
    }

    private static JsonNode transformed(JsonNode output, @Nullable Transform transform, Rendered rendered)
            throws Unjudgeable {
        if (transform == null) {
            return output;
        }
        try {
            var after = transform.apply(output, Assessment.context(rendered.vars()));
            if (after.isMissingNode() || after.isNull()) {
                throw new Unjudgeable("the transform \"" + transform.source() + "\" gives nothing");
            }
            return after;
        } catch (ExpressionFailed failed) {
            throw new Unjudgeable("the transform \"" + transform.source() + "\": " + failed.getMessage());
        }
    }

    private StepResult result(String prompt, JsonNode output, Assessment.Assessed assessed, Reply.Given given) {
        var result = assessed.result();
        return new StepResult(
                step,
                prompt,
                output,
                result.pass() ? Outcome.PASSED : Outcome.FAILED,
                result.score(),
                result.namedScores(),
                result.namedWeights(),
                assessed.components(),
                null,
                result.pass() ? null : result.reason(),
                given.latencyMs(),
                given.costUsd());
    }
}
