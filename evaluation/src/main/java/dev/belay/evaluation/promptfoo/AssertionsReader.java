package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.promptfoo.AssertionEntry.Group;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code assert}: each entry an assertion or a set of them. */
final class AssertionsReader {
    private static final Set<String> OWN = Set.of("type", "value", "threshold", "weight", "metric", "transform");
    private static final Set<String> CODE_FILES = Set.of("js", "cjs", "mjs", "ts", "cts", "mts", "py", "rb");
    private static final String NOT = "not-";

    private final NearbyFiles files;
    private final Obstacles obstacles;
    private final Set<String> types;
    private final ProvidersReader providers;

    /** @param types of assertions that can be judged */
    AssertionsReader(NearbyFiles files, Obstacles obstacles, Set<String> types, ProvidersReader providers) {
        this.providers = providers;
        this.files = files;
        this.obstacles = obstacles;
        this.types = types;
    }

    List<AssertionEntry> read(Entry written) {
        var assertions = new ArrayList<AssertionEntry>();
        if (written.present() && !written.value().isArray() && !written.isText()) {
            obstacles.needsEdit(written, "assertions must be a list", "write a dash before each");
            return assertions;
        }
        for (var entry : written.elements().stream()
                .flatMap(each -> inFile(each).stream())
                .toList()) {
            if (entry.at("type").text().orElse("").equals("assert-set")) {
                assertions.add(group(entry));
            } else {
                one(entry).ifPresent(assertions::add);
            }
        }
        return assertions;
    }

    /** Assertions may be in a file of their own. */
    private List<Entry> inFile(Entry entry) {
        var text = entry.text().orElse("");
        if (!NearbyFiles.isReference(text)) {
            return List.of(entry);
        }
        return files.documents(files.folder().resolve(NearbyFiles.path(text)), entry).stream()
                .flatMap(document -> document.elements().stream())
                .toList();
    }

    private Group group(Entry entry) {
        var inner = new ArrayList<One>();
        for (var each : entry.at("assert").elements()) {
            if (each.at("type").text().orElse("").equals("assert-set")) {
                obstacles.needsEdit(each, "a set within a set", "put its assertions into the outer one");
            } else {
                one(each).ifPresent(inner::add);
            }
        }
        return new Group(
                inner,
                number(entry.at("threshold")),
                number(entry.at("weight")),
                entry.at("metric").text().orElse(null));
    }

    private Optional<One> one(Entry entry) {
        var type = entry.at("type").text();
        if (type.isEmpty()) {
            obstacles.needsEdit(entry, "an assertion without a type", "write one like {type: contains, value: …}");
            return Optional.empty();
        }
        var value = entry.at("value");
        if (!isAvailable(type.get(), entry, value) || isCode(value)) {
            return Optional.empty();
        }
        providers.grader(entry.at("provider"));
        var transform = entry.at("transform");
        var options = JsonNodeFactory.instance.objectNode();
        entry.fields().forEach((name, field) -> {
            if (!OWN.contains(name)) {
                options.set(name, name.equals("rubricPrompt") ? files.loaded(field) : field.value());
            }
        });
        return Optional.of(new One(
                new Assertion(
                        type.get(),
                        value.value().isMissingNode() ? null : loaded(value),
                        number(entry.at("threshold")),
                        number(entry.at("weight")),
                        entry.at("metric").text().orElse(null)),
                transform.present() ? Transforms.read(transform, obstacles).orElse(null) : null,
                options));
    }

    private static @Nullable Double number(Entry entry) {
        if (!entry.present()) {
            return null;
        }
        double number = Coercion.number(entry.value());
        return Double.isNaN(number) ? null : number;
    }

    private boolean isAvailable(String type, Entry entry, Entry value) {
        var base = type.startsWith(NOT) ? type.substring(NOT.length()) : type;
        var code = value.text().orElse("");
        switch (base) {
            case "javascript" ->
                obstacles.needsEdit(entry, type + " needs code to be run", CodeSuggestion.ofJavaScript(code));
            case "python" -> obstacles.needsEdit(entry, type + " needs code to be run", CodeSuggestion.ofPython(code));
            case "ruby" -> obstacles.needsEdit(entry, type + " needs code to be run", CodeSuggestion.ofOther());
            default -> {
                if (types.contains(type)) {
                    return true;
                }
                obstacles.needsEdit(
                        entry,
                        "Belay has no assertion type \"" + type + "\"",
                        "leave it out, or use webhook for a check of your own");
            }
        }
        return false;
    }

    /** Whether the value is made by a program, which is reported. */
    private boolean isCode(Entry value) {
        for (var element : value.elements()) {
            var text = element.text().orElse("");
            boolean program = NearbyFiles.isReference(text)
                    && CODE_FILES.contains(
                            NearbyFiles.extension(Path.of(NearbyFiles.path(text).replaceFirst(":\\w+$", ""))));
            if (program || text.startsWith("package:")) {
                obstacles.needsEdit(
                        element,
                        "the value \"" + text + "\" is made by a program",
                        "write the value itself, or use webhook");
                return true;
            }
        }
        return false;
    }

    private JsonNode loaded(Entry value) {
        if (value.value().isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.elements().forEach(element -> list.add(loadedText(element)));
            return list;
        }
        return loadedText(value);
    }

    /** What is in a file is no template. */
    private JsonNode loadedText(Entry value) {
        var text = value.text().orElse("");
        if (!NearbyFiles.isReference(text)) {
            return value.value();
        }
        var loaded = files.value(files.folder().resolve(NearbyFiles.path(text)), value);
        return loaded.map(content -> content.isTextual() ? verbatim(content.textValue()) : content)
                .orElse(value.value());
    }

    private static JsonNode verbatim(String text) {
        boolean template = text.contains("{{") || text.contains("{%") || text.contains("{#");
        return TextNode.valueOf(template ? "{% raw %}" + text + "{% endraw %}" : text);
    }
}
