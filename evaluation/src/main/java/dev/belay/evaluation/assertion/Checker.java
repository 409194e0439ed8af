package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.judging.Judgement;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Judges outputs by assertions, verdict for verdict as promptfoo 0.123 does. Safe for any number of threads; what it compiles
 * (patterns, schemas) it keeps, up to a bound, so one instance should serve a whole process.
 */
public final class Checker {
    private static final String NOT = "not-";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, AssertionType> types;
    private final @Nullable Judge judge;
    private final Webhooks webhooks;

    /** {@code similar} compares by the model in this process. */
    public Checker() {
        this(new MiniLm());
    }

    /** @param embeddings what {@code similar} compares by */
    public Checker(Embeddings embeddings) {
        this(AssertionType.all(embeddings), null, Webhooks.only(""));
    }

    private Checker(Map<String, AssertionType> types, @Nullable Judge judge, Webhooks webhooks) {
        this.types = types;
        this.judge = judge;
        this.webhooks = webhooks;
    }

    /** The same, and with what this one compiled, but for what {@code similar} compares by. */
    public Checker with(Embeddings embeddings) {
        return new Checker(AssertionType.with(embeddings, types), judge, webhooks);
    }

    /** The same, and with what this one compiled, but for who answers model-graded types; costs nothing. */
    public Checker with(Judge judge) {
        return new Checker(types, judge, webhooks);
    }

    /** The same with a judge that is asked anew and independently; absent where there is none. */
    public Optional<Checker> confirming() {
        return judge == null ? Optional.empty() : Optional.of(with(judge.confirming()));
    }

    /** The same, and with what this one compiled, but for where webhooks may be; without, no webhook is asked. */
    public Checker with(Webhooks webhooks) {
        return new Checker(types, judge, webhooks);
    }

    /** The types that can be judged, each with and without {@code not-}. */
    public Set<String> types() {
        var all = new TreeSet<>(types.keySet());
        types.keySet().forEach(type -> all.add(NOT + type));
        return all;
    }

    /** Whether a judge model answers it, so that it takes a call to know. */
    public static boolean isModelGraded(Assertion assertion) {
        return GradedType.names().contains(base(assertion.type()));
    }

    /** Whether a team's own service answers it. */
    public static boolean asksService(Assertion assertion) {
        return base(assertion.type()).equals(Webhook.TYPE);
    }

    /**
     * Of an output whose prompt is not known, which only some model-graded types have to see.
     *
     * @param vars as {@link dev.belay.evaluation.template.Variables#resolved} gives them
     */
    public Verdict check(Assertion assertion, Output output, Map<String, JsonNode> vars) {
        return check(assertion, new Exchange(output, vars, null)).verdict();
    }

    /** Model-graded types block for as long as the judge takes. */
    public Checked check(Assertion assertion, Exchange exchange) {
        var base = base(assertion.type());
        if (base.equals(Webhook.TYPE)) {
            return new Checked(Webhook.judge(assertion, exchange, webhooks), null);
        }
        var type = types.get(base);
        if (type == null) {
            return errored("Unknown assertion type: " + assertion.type());
        }
        JsonNode value;
        try {
            value = rendered(AssertionType.value(assertion), exchange.vars());
        } catch (TemplateFailed failed) {
            return errored(String.valueOf(failed.getMessage()));
        }
        var reference = Reference.in(value);
        if (reference.isPresent()) {
            return errored(reference.get());
        }
        boolean inverse = base.length() < assertion.type().length();
        var finding = type.find().apply(new Subject(base, value, assertion.threshold(), exchange, inverse, judge));
        return new Checked(
                verdict(finding, inverse, assertion), finding instanceof Finding.ByJudge(var said) ? said : null);
    }

    private static Checked errored(String reason) {
        return new Checked(new Verdict.Errored(reason), null);
    }

    /**
     * {@code select-best}: judges the outputs that several prompts or models gave for one case, together. One result an
     * output, in their order.
     */
    public List<Checked> compare(Assertion assertion, List<Output> outputs, Map<String, JsonNode> vars) {
        return Comparison.of(assertion, outputs, vars, judge);
    }

    static Verdict verdict(Judgement judgement, Assertion assertion) {
        return switch (judgement) {
            case Judgement.Unusable unusable -> new Verdict.Errored(unusable.reason());
            case Judgement.Found found ->
                found.pass() ? new Verdict.Passed(found.score()) : failed(found.score(), found.reason(), assertion);
        };
    }

    private static Verdict verdict(Finding finding, boolean inverse, Assertion assertion) {
        return switch (finding) {
            case Finding.ByJudge(var judgement) -> verdict(judgement, assertion);
            case Finding.CannotTell(var reason) -> new Verdict.Errored(reason);
            case Finding.FailedEitherWay(var reason) -> failed(0, reason, assertion);
            case Finding.Judged(boolean pass, double score, var reason) ->
                pass ? new Verdict.Passed(score) : failed(score, reason, assertion);
            case Finding.Held(boolean holds, var reason, var notReason) ->
                holds != inverse ? new Verdict.Passed(1) : failed(0, inverse ? notReason : reason, assertion);
        };
    }

    /** Weight 0 makes an assertion an observation: it passes, and its score stays. */
    private static Verdict failed(double score, String reason, Assertion assertion) {
        var weight = assertion.weight();
        return weight != null && weight == 0 ? new Verdict.Passed(score) : new Verdict.Failed(score, reason);
    }

    private static String base(String type) {
        return type.startsWith(NOT) ? type.substring(NOT.length()) : type;
    }

    /** Texts and the texts of a list are templates; what lies inside an object is not. */
    private static JsonNode rendered(JsonNode value, Map<String, JsonNode> vars) {
        if (value.isTextual()) {
            return TextNode.valueOf(Nunjucks.render(value.textValue(), vars));
        } else if (value.isArray()) {
            return NODES.arrayNode()
                    .addAll(StreamSupport.stream(value.spliterator(), false)
                            .map(element -> element.isTextual() ? rendered(element, vars) : element)
                            .toList());
        }
        return value;
    }

    /** What is wrong with an assertion whatever output it meets, in words that its author can act on. */
    public Optional<String> problemOf(Assertion assertion) {
        var type = types.get(base(assertion.type()));
        if (type == null) {
            return Optional.of(UnknownType.problem(assertion.type(), types()));
        }
        var value = AssertionType.value(assertion);
        return templates(value)
                .or(() -> Reference.in(value))
                .or(() -> type.problem().apply(assertion))
                .map(problem -> "%s: %s".formatted(assertion.type(), problem));
    }

    private static Optional<String> templates(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .flatMap(element -> templates(element).stream())
                    .findFirst();
        }
        return value.isTextual() ? Nunjucks.problemOf(value.textValue()) : Optional.empty();
    }
}
