package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.embedding.Similarity;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Judges outputs by assertions, verdict for verdict as promptfoo 0.123 does. Safe for any number of threads; what it compiles
 * (patterns, schemas) it keeps, up to a bound, so one instance should serve a whole process.
 */
public final class Checker {
    private static final String NOT = "not-";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, Type> ofText;
    private final Map<String, Type> types;

    /** @param problem what is wrong with an assertion of this type whatever output it meets */
    private record Type(Function<Subject, Finding> find, Function<Assertion, Optional<String>> problem) {}

    /** {@code similar} compares by the model in this process. */
    public Checker() {
        this(new MiniLm());
    }

    /** @param embeddings what {@code similar} compares by */
    public Checker(Embeddings embeddings) {
        this(ofText(), embeddings);
    }

    private Checker(Map<String, Type> ofText, Embeddings embeddings) {
        this.ofText = ofText;
        types = new TreeMap<>(ofText);
        types.putAll(ofMeaning(new SimilarTypes(embeddings)));
    }

    /** The same, and with what this one compiled, but for what {@code similar} compares by. */
    public Checker with(Embeddings embeddings) {
        return new Checker(ofText, embeddings);
    }

    private static Map<String, Type> ofText() {
        var regex = new RegexType();
        var json = new JsonTypes();
        var tools = new ToolTypes();
        return Map.ofEntries(
                Map.entry("equals", unchecked(TextTypes::equalTo)),
                Map.entry("contains", byValue(TextTypes::contains, value -> TextTypes.problemOfText(value, true))),
                Map.entry("icontains", byValue(TextTypes::icontains, value -> TextTypes.problemOfText(value, true))),
                Map.entry(
                        "starts-with", byValue(TextTypes::startsWith, value -> TextTypes.problemOfText(value, false))),
                Map.entry("contains-any", byValue(TextTypes::containsAny, TextTypes::problemOfList)),
                Map.entry("contains-all", byValue(TextTypes::containsAll, TextTypes::problemOfList)),
                Map.entry("icontains-any", byValue(TextTypes::icontainsAny, TextTypes::problemOfList)),
                Map.entry("icontains-all", byValue(TextTypes::icontainsAll, TextTypes::problemOfList)),
                Map.entry("regex", byValue(regex::matches, RegexType::problemOf)),
                Map.entry("is-json", byValue(json::isJson, JsonTypes::problemOf)),
                Map.entry("contains-json", byValue(json::containsJson, JsonTypes::problemOf)),
                Map.entry("is-xml", byValue(MarkupTypes::isXml, MarkupTypes::problemOfXml)),
                Map.entry("contains-xml", byValue(MarkupTypes::containsXml, MarkupTypes::problemOfXml)),
                Map.entry("is-html", unchecked(MarkupTypes::isHtml)),
                Map.entry("contains-html", unchecked(MarkupTypes::containsHtml)),
                Map.entry("is-sql", byValue(SqlTypes::isSql, SqlTypes::problemOf)),
                Map.entry("contains-sql", byValue(SqlTypes::containsSql, SqlTypes::problemOf)),
                Map.entry("bleu", byValue(OverlapTypes::bleu, References::problemOfSeveral)),
                Map.entry("gleu", byValue(OverlapTypes::gleu, References::problemOfSeveral)),
                Map.entry("meteor", byValue(OverlapTypes::meteor, References::problemOfSeveral)),
                Map.entry("rouge-n", byValue(OverlapTypes::rouge, References::problemOfOne)),
                Map.entry("levenshtein", byValue(OverlapTypes::levenshtein, References::problemOfOne)),
                Map.entry("is-refusal", unchecked(ResponseTypes::isRefusal)),
                Map.entry("finish-reason", byValue(ResponseTypes::finishReason, References::problemOfOne)),
                Map.entry("guardrails", unchecked(ResponseTypes::guardrails)),
                Map.entry("perplexity", unchecked(ResponseTypes::perplexity)),
                Map.entry("perplexity-score", unchecked(ResponseTypes::perplexityScore)),
                Map.entry("is-valid-openai-tools-call", unchecked(tools::toolsCall)),
                Map.entry("is-valid-function-call", unchecked(tools::functionCall)),
                Map.entry("is-valid-openai-function-call", unchecked(tools::functionCall)),
                Map.entry("tool-call-f1", byValue(ToolCallF1::find, ToolCallF1::problemOf)),
                Map.entry("word-count", byValue(NumberTypes::wordCount, NumberTypes::problemOfWordCount)),
                Map.entry("latency", byThreshold(NumberTypes::latency, "milliseconds")),
                Map.entry("cost", byThreshold(NumberTypes::cost, "US dollars")));
    }

    private static Map<String, Type> ofMeaning(SimilarTypes similar) {
        return Map.of(
                "similar", byValue(similar.by(Similarity.COSINE), References::problemOfSeveral),
                "similar:cosine", byValue(similar.by(Similarity.COSINE), References::problemOfSeveral),
                "similar:dot", byValue(similar.by(Similarity.DOT), References::problemOfSeveral),
                "similar:euclidean", byValue(similar.by(Similarity.EUCLIDEAN), References::problemOfSeveral));
    }

    private static Type unchecked(Function<Subject, Finding> find) {
        return new Type(find, assertion -> Optional.empty());
    }

    /** A value that is a template is known only when it is rendered. */
    private static Type byValue(Function<Subject, Finding> find, Function<JsonNode, Optional<String>> problem) {
        return new Type(find, assertion -> {
            var value = given(assertion);
            var text = value.isTextual() ? value.textValue() : "";
            boolean template = text.contains("{{") || text.contains("{%");
            return template ? Optional.empty() : problem.apply(value);
        });
    }

    private static Type byThreshold(Function<Subject, Finding> find, String unit) {
        return new Type(find, assertion -> NumberTypes.problemOfThreshold(assertion.threshold(), unit));
    }

    /** The types that can be judged, each with and without {@code not-}. */
    public Set<String> types() {
        var all = new TreeSet<>(types.keySet());
        types.keySet().forEach(type -> all.add(NOT + type));
        return all;
    }

    /** @param vars as {@link dev.belay.evaluation.template.Variables#resolved} gives them */
    public Verdict check(Assertion assertion, Output output, Map<String, JsonNode> vars) {
        var base = base(assertion.type());
        var type = types.get(base);
        if (type == null) {
            return new Verdict.Errored("Unknown assertion type: " + assertion.type());
        }
        JsonNode value;
        try {
            value = rendered(given(assertion), vars);
        } catch (TemplateFailed failed) {
            return new Verdict.Errored(String.valueOf(failed.getMessage()));
        }
        var reference = Reference.in(value);
        if (reference.isPresent()) {
            return new Verdict.Errored(reference.get());
        }
        boolean inverse = base.length() < assertion.type().length();
        var finding = type.find().apply(new Subject(base, value, assertion.threshold(), output, inverse));
        return verdict(finding, inverse, assertion);
    }

    private static Verdict verdict(Finding finding, boolean inverse, Assertion assertion) {
        return switch (finding) {
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

    private static JsonNode given(Assertion assertion) {
        var value = assertion.value();
        return value == null ? MissingNode.getInstance() : value;
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
        var value = given(assertion);
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
