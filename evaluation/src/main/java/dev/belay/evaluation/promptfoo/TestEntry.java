package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code tests}, or {@code defaultTest}: what is tried and what is demanded.
 *
 * @param prompts labels or ids of those that it is for; null for all
 * @param providers likewise
 * @param provider asked instead of the column's
 * @param providerOutput an output that is given: nobody is asked
 */
public record TestEntry(
        @Nullable String description,
        Map<String, JsonNode> vars,
        List<AssertionEntry> assertions,
        @Nullable Double threshold,
        ObjectNode options,
        ObjectNode metadata,
        @Nullable List<String> prompts,
        @Nullable List<String> providers,
        @Nullable ProviderEntry provider,
        @Nullable JsonNode providerOutput,
        Place place) {

    /** Where it is written. */
    public record Place(String file, @Nullable Integer line) {}

    public TestEntry {
        assertions = List.copyOf(assertions);
    }

    /** This test with what {@code defaultTest} adds to each: its assertions come first, everything else yields. */
    TestEntry over(TestEntry base) {
        boolean alone = options.path("disableDefaultAsserts").asBoolean(false);
        var all = new ArrayList<>(alone ? List.<AssertionEntry>of() : base.assertions);
        all.addAll(assertions);
        return new TestEntry(
                description,
                both(base.vars, vars),
                all,
                threshold == null ? base.threshold : threshold,
                optionsOver(base.options),
                both(base.metadata, metadata),
                prompts == null ? base.prompts : prompts,
                providers == null ? base.providers : providers,
                provider == null ? base.provider : provider,
                providerOutput,
                place);
    }

    /** Quirk kept: an empty prefix or suffix yields to that of {@code defaultTest}, so it cannot be taken away. */
    private ObjectNode optionsOver(ObjectNode base) {
        var all = both(base, options);
        for (var name : List.of("prefix", "suffix")) {
            if (base.has(name) && all.path(name).asText("").isEmpty()) {
                all.set(name, base.get(name));
            }
        }
        return all;
    }

    /** A scenario's test with one of its configurations. */
    TestEntry within(TestEntry config, int scenario) {
        var all = new ArrayList<>(config.assertions);
        all.addAll(assertions);
        var named = both(config.metadata, metadata);
        if (!named.has("conversationId")) {
            named.put("conversationId", "__scenario_" + scenario + "__");
        }
        return new TestEntry(
                description == null ? config.description : description,
                both(config.vars, vars),
                all,
                threshold == null ? config.threshold : threshold,
                both(config.options, options),
                named,
                prompts == null ? config.prompts : prompts,
                providers == null ? config.providers : providers,
                provider == null ? config.provider : provider,
                providerOutput == null ? config.providerOutput : providerOutput,
                place);
    }

    private static Map<String, JsonNode> both(Map<String, JsonNode> base, Map<String, JsonNode> over) {
        var both = new LinkedHashMap<>(base);
        both.putAll(over);
        return both;
    }

    private static ObjectNode both(ObjectNode base, ObjectNode over) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.setAll(base);
        both.setAll(over);
        return both;
    }
}
