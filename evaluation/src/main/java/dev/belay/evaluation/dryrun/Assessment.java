package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Response;
import dev.belay.evaluation.assertion.Verdict;
import dev.belay.evaluation.expression.ExpressionFailed;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.promptfoo.AssertionEntry;
import dev.belay.evaluation.promptfoo.AssertionEntry.Group;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import dev.belay.evaluation.scoring.CaseTally;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges one output by all assertions of its test. */
final class Assessment {
    private static final String COMPARING = "select-";
    private static final String MAX_SCORE = "max-score";

    private final Judging judging;
    private final Question question;
    private final List<Component> components = new ArrayList<>();

    private Assessment(Judging judging, Question question) {
        this.judging = judging;
        this.question = question;
    }

    /** @param components sets are followed by what is in them */
    record Assessed(CaseTally.Result result, List<Component> components) {}

    /** Nothing can be said of the output; the whole case is an error. */
    static final class Unjudgeable extends Exception {
        private static final long serialVersionUID = 1;

        Unjudgeable(String why) {
            super(why);
        }
    }

    /** Whether an assertion compares the outputs of several prompts, so that it is judged after all of them. */
    static boolean compares(String type) {
        return type.startsWith(COMPARING) || type.equals(MAX_SCORE);
    }

    static Assessed assess(
            List<AssertionEntry> assertions, @Nullable Double threshold, Judging judging, Question question)
            throws Unjudgeable {
        if (assertions.isEmpty()) {
            return new Assessed(CaseTally.nothingDemanded(), List.of());
        }
        return new Assessment(judging, question).all(assertions, threshold);
    }

    /** Sets are added after what stands alone, as promptfoo adds them; components keep the order in which they are written. */
    private Assessed all(List<AssertionEntry> assertions, @Nullable Double threshold) throws Unjudgeable {
        var tally = new CaseTally(threshold);
        var sets = new ArrayList<Runnable>();
        for (var assertion : assertions) {
            switch (assertion) {
                case One one -> {
                    if (!compares(one.assertion().type())) {
                        add(one, tally);
                    }
                }
                case Group group -> {
                    var result = set(group);
                    sets.add(() -> tally.add(result, group.weightOrOne(), metric(group)));
                }
            }
        }
        sets.forEach(Runnable::run);
        return new Assessed(tally.result(), List.copyOf(components));
    }

    private CaseTally.Result set(Group group) throws Unjudgeable {
        int place = components.size();
        var inner = new CaseTally(group.threshold());
        for (var one : group.assertions()) {
            if (!compares(one.assertion().type())) {
                add(one, inner);
            }
        }
        var result = inner.result();
        components.add(
                place,
                new Component(
                        "assert-set",
                        null,
                        null,
                        null,
                        null,
                        null,
                        result.pass(),
                        result.score(),
                        result.pass() ? null : result.reason()));
        return result;
    }

    private void add(One one, CaseTally tally) throws Unjudgeable {
        var metric = metric(one);
        switch (judging.judge(one, transformed(one))) {
            case Verdict.Passed(double score) -> {
                tally.add(true, score, "", one.weightOrOne(), metric);
                components.add(component(one, metric, true, score, null));
            }
            case Verdict.Failed(double score, var reason) -> {
                tally.add(false, score, reason, one.weightOrOne(), metric);
                components.add(component(one, metric, false, score, reason));
            }
            case Verdict.Errored(var reason) ->
                throw new Unjudgeable(one.assertion().type() + ": " + reason);
        }
    }

    private Question transformed(One one) throws Unjudgeable {
        if (one.transform() == null) {
            return question;
        }
        var before = question.output();
        var structured = before.response().structured();
        JsonNode output = structured == null ? TextNode.valueOf(before.text()) : structured;
        try {
            var after = one.transform().apply(output, context(question.vars()));
            if (after.isMissingNode() || after.isNull()) {
                throw new Unjudgeable("the transform \"" + one.transform().source() + "\" gives nothing");
            }
            return new Question(
                    question.prompt(),
                    output(after, before.latencyMs(), before.costUsd(), before.response()),
                    question.vars(),
                    question.options());
        } catch (ExpressionFailed failed) {
            throw new Unjudgeable("the transform \"" + one.transform().source() + "\": " + failed.getMessage());
        }
    }

    static JsonNode context(Map<String, JsonNode> vars) {
        var context = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        context.putObject("vars").setAll(vars);
        return context;
    }

    /** An output that is no text is judged as its JSON where a text is needed. */
    static Output output(JsonNode value, long latencyMs, @Nullable Double costUsd, Response response) {
        boolean text = value.isTextual();
        return new Output(
                text ? value.textValue() : JsonText.print(value),
                latencyMs,
                costUsd,
                new Response(
                        text ? null : value,
                        response.finishReason(),
                        response.logProbabilities(),
                        response.flagged(),
                        response.tools(),
                        response.functions()));
    }

    private Component component(One one, @Nullable String metric, boolean pass, double score, @Nullable String reason) {
        var assertion = one.assertion();
        var value = assertion.value();
        return new Component(
                assertion.type(),
                value != null && value.isTextual() ? TextNode.valueOf(rendered(value.textValue())) : value,
                assertion.threshold(),
                assertion.weight(),
                metric,
                one.transform() == null ? null : one.transform().source(),
                pass,
                score,
                reason);
    }

    private @Nullable String metric(AssertionEntry assertion) {
        var metric = assertion.metric();
        return metric == null ? null : rendered(metric);
    }

    private String rendered(String template) {
        try {
            return Nunjucks.render(template, question.vars());
        } catch (TemplateFailed failed) {
            return template;
        }
    }
}
