package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.Similarity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How one type judges, and the table of all types by name, without {@code not-}.
 *
 * @param problem what is wrong with an assertion of this type whatever output it meets
 */
record AssertionType(Function<Subject, Finding> find, Function<Assertion, Optional<String>> problem) {

    static Map<String, AssertionType> all(Embeddings embeddings) {
        return with(embeddings, ofText());
    }

    /** The same types, and with what they compiled, but for what {@code similar} compares by. */
    static Map<String, AssertionType> with(Embeddings embeddings, Map<String, AssertionType> others) {
        var types = new TreeMap<>(others);
        types.putAll(ofMeaning(new SimilarTypes(embeddings)));
        GradedType.names()
                .forEach(name ->
                        types.put(name, byValue(GradedType::find, value -> GradedType.problemOf(name, value))));
        types.put(
                Webhook.TYPE,
                byValue(
                        subject -> new Finding.CannotTell("a webhook is asked by address, not by output"),
                        Webhook::problemOf));
        return types;
    }

    private static Map<String, AssertionType> ofText() {
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

    private static Map<String, AssertionType> ofMeaning(SimilarTypes similar) {
        return Map.of(
                "similar", byValue(similar.by(Similarity.COSINE), References::problemOfSeveral),
                "similar:cosine", byValue(similar.by(Similarity.COSINE), References::problemOfSeveral),
                "similar:dot", byValue(similar.by(Similarity.DOT), References::problemOfSeveral),
                "similar:euclidean", byValue(similar.by(Similarity.EUCLIDEAN), References::problemOfSeveral));
    }

    private static AssertionType unchecked(Function<Subject, Finding> find) {
        return new AssertionType(find, assertion -> Optional.empty());
    }

    /** A value that is a template is known only when it is rendered. */
    private static AssertionType byValue(
            Function<Subject, Finding> find, Function<JsonNode, Optional<String>> problem) {
        return new AssertionType(find, assertion -> {
            var value = value(assertion);
            var text = value.isTextual() ? value.textValue() : "";
            boolean template = text.contains("{{") || text.contains("{%");
            return template ? Optional.empty() : problem.apply(value);
        });
    }

    private static AssertionType byThreshold(Function<Subject, Finding> find, String unit) {
        return new AssertionType(find, assertion -> NumberTypes.problemOfThreshold(assertion.threshold(), unit));
    }

    /** A missing node where the assertion has none, which is not the same as null. */
    static JsonNode value(Assertion assertion) {
        var value = assertion.value();
        return value == null ? MissingNode.getInstance() : value;
    }
}
