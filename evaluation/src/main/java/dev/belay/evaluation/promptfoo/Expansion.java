package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.promptfoo.AssertionEntry.Transform;
import dev.belay.evaluation.promptfoo.Plan.Column;
import dev.belay.evaluation.promptfoo.Plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Multiplies tests by the values of their variables, and these by providers and prompts. */
final class Expansion {
    private static final int MOST_STEPS = 2_000_000;
    private static final Set<String> PROGRAMS = Set.of("js", "cjs", "mjs", "ts", "cts", "mts", "py");
    private static final Set<String> NO_TEXT = Set.of(
            "pdf", "jpg", "jpeg", "png", "gif", "bmp", "webp", "mp4", "webm", "ogg", "mov", "avi", "wmv", "mkv", "m4v",
            "wav", "mp3", "m4a");

    private final NearbyFiles files;
    private final Obstacles obstacles;
    private final List<Column> columns = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Path, Optional<JsonNode>> contents = new HashMap<>();
    private int tests;

    Expansion(NearbyFiles files, Obstacles obstacles) {
        this.files = files;
        this.obstacles = obstacles;
    }

    Plan expand(
            List<ProviderEntry> providers,
            List<PromptEntry> prompts,
            List<TestEntry> all,
            List<Plan.DerivedMetric> metrics,
            int repeat) {
        for (var provider : providers) {
            prompts.stream()
                    .filter(prompt -> isNamed(prompt, provider.prompts()))
                    .forEach(prompt -> columns.add(new Column(provider, prompt)));
        }
        all.forEach(test -> test(test, repeat));
        return new Plan(columns, steps, metrics);
    }

    private void test(TestEntry test, int repeat) {
        var combinations =
                test.options().path("disableVarExpansion").asBoolean(false) ? List.of(test.vars()) : combinations(test);
        var transform = transform(test);
        for (int i = 0; i < repeat; i++) {
            for (var vars : combinations) {
                step(test, vars, values(vars, test), transform);
            }
        }
    }

    private void step(
            TestEntry test, Map<String, JsonNode> vars, Map<String, JsonNode> values, @Nullable Transform transform) {
        var prefix = test.options().path("prefix").asText("");
        var suffix = test.options().path("suffix").asText("");
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (isNamed(column.provider(), test.providers()) && isNamed(column.prompt(), test.prompts())) {
                var template = prefix + column.prompt().raw() + suffix;
                steps.add(new Step(tests, i, template, vars, values, test, transform));
            }
        }
        tests++;
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("more than " + MOST_STEPS + " questions; split the configuration");
        }
    }

    private @Nullable Transform transform(TestEntry test) {
        var source = test.options().path("transform").isTextual()
                ? test.options().path("transform")
                : test.options().path("postprocess");
        // Reported where it is written, in the test or in defaultTest.
        return source.isTextual()
                ? Transforms.read(TestsReader.at(test).with(source), new Obstacles())
                        .orElse(null)
                : null;
    }

    /** A list of texts, and a pattern of files, is each of its values in turn; any other list is one value, also an empty one. */
    private List<Map<String, JsonNode>> combinations(TestEntry test) {
        List<Map<String, JsonNode>> combinations = List.of(Map.of());
        for (var variable : test.vars().entrySet()) {
            var values = alternatives(variable.getKey(), variable.getValue(), test);
            var next = new ArrayList<Map<String, JsonNode>>();
            for (var combination : combinations) {
                for (var value : values) {
                    var larger = new LinkedHashMap<>(combination);
                    larger.put(variable.getKey(), value);
                    next.add(larger);
                }
            }
            combinations = next;
        }
        return combinations;
    }

    private List<JsonNode> alternatives(String name, JsonNode value, TestEntry test) {
        if (value.isTextual() && NearbyFiles.isReference(value.textValue())) {
            var pattern = NearbyFiles.path(value.textValue());
            if (!Glob.isPattern(pattern)) {
                return List.of(value);
            }
            var found = Glob.files(files.folder(), pattern);
            if (found.isEmpty()) {
                obstacles.needsEdit(TestsReader.at(test), "variable " + name + ": no such file: " + pattern, null);
            }
            return found.stream()
                    .<JsonNode>map(file -> TextNode.valueOf("file://" + files.shortName(file)))
                    .toList();
        }
        boolean several = value.isArray() && value.path(0).isTextual();
        var alternatives = new ArrayList<JsonNode>();
        if (several) {
            value.forEach(alternatives::add);
        } else {
            alternatives.add(value);
        }
        return alternatives;
    }

    private Map<String, JsonNode> values(Map<String, JsonNode> vars, TestEntry test) {
        var values = new LinkedHashMap<String, JsonNode>();
        vars.forEach((name, value) -> values.put(name, loaded(name, value, test)));
        return values;
    }

    private JsonNode loaded(String name, JsonNode value, TestEntry test) {
        if (value.isArray()) {
            var list = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> list.add(loaded(name, element, test)));
            return list;
        } else if (value.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> object.set(field.getKey(), loaded(name, field.getValue(), test)));
            return object;
        } else if (!value.isTextual() || !NearbyFiles.isReference(value.textValue())) {
            return value;
        }
        var written = NearbyFiles.path(value.textValue());
        var file = files.folder().resolve(written);
        var besideTest = Path.of(test.place().file()).resolveSibling(written);
        return content(name, Files.exists(file) || !Files.exists(besideTest) ? file : besideTest, test)
                .orElse(value);
    }

    private Optional<JsonNode> content(String name, Path file, TestEntry test) {
        var known = contents.get(file);
        if (known != null) {
            return known;
        }
        var where = TestsReader.at(test);
        var extension = NearbyFiles.extension(file).replaceFirst(":.*", "");
        Optional<JsonNode> content;
        if (PROGRAMS.contains(extension)) {
            obstacles.needsEdit(where, "variable " + name + " is made by a program: " + file, "write the value itself");
            content = Optional.empty();
        } else if (NO_TEXT.contains(extension)) {
            obstacles.needsEdit(where, "variable " + name + " is no text: " + file, "write it as text");
            content = Optional.empty();
        } else if (extension.equals("yaml") || extension.equals("yml")) {
            content = files.documents(file, where).stream()
                    .findFirst()
                    .map(document -> TextNode.valueOf(JsonText.print(document.value())));
        } else {
            content = files.template(file, where).map(String::strip).map(TextNode::valueOf);
        }
        contents.put(file, content);
        return content;
    }

    private static boolean isNamed(PromptEntry prompt, @Nullable List<String> names) {
        return names == null
                || names.stream()
                        .anyMatch(name ->
                                matches(name, prompt.label()) || prompt.id() != null && matches(name, prompt.id()));
    }

    private static boolean isNamed(ProviderEntry provider, @Nullable List<String> names) {
        return names == null
                || names.stream()
                        .anyMatch(name -> matches(name, provider.id())
                                || provider.label() != null && matches(name, provider.label()));
    }

    /** By its name, by the group before a colon, or by what a final {@code *} leaves open. */
    private static boolean matches(String name, String candidate) {
        if (name.endsWith("*")) {
            return candidate.startsWith(name.substring(0, name.length() - 1));
        }
        return candidate.equals(name) || candidate.startsWith(name + ":");
    }
}
