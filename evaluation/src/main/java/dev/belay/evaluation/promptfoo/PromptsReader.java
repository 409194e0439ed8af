package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.yaml.NotYaml;
import dev.belay.evaluation.yaml.YamlText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code prompts}: texts, files with one or several, patterns of files, each with or without a label. */
final class PromptsReader {
    private static final Set<String> CODE =
            Set.of("js", "cjs", "mjs", "ts", "cts", "mts", "py", "rb", "sh", "bash", "exe", "bat", "cmd", "ps1", "pl");
    private static final Set<String> ELSEWHERE = Set.of("portkey://", "langfuse://", "helicone://");
    private static final Pattern DELIMITER = Pattern.compile("(?m)^[^\\S\\n]*---[^\\S\\n]*$");
    private static final Pattern FUNCTION = Pattern.compile("(.*\\.\\w+):[\\w.]+$");
    private static final int YAML_LABEL = 80;
    private static final int PAGE_LABEL = 50;

    private final NearbyFiles files;
    private final Obstacles obstacles;
    private final List<PromptEntry> prompts = new ArrayList<>();

    PromptsReader(NearbyFiles files, Obstacles obstacles) {
        this.files = files;
        this.obstacles = obstacles;
    }

    /** What is written for one prompt, before files are read. */
    private record Written(
            Entry entry,
            String raw,
            @Nullable String label,
            @Nullable String id,
            ObjectNode config) {
        PromptEntry prompt(String template, String label) {
            var place = entry.source().locate(entry.pointer(), "");
            return new PromptEntry(template, label, id, config, place.file(), place.line());
        }
    }

    List<PromptEntry> read(Entry written) {
        if (!written.present()) {
            obstacles.needsEdit(written, "no prompts; write at least one", null);
        } else if (written.value().isObject()
                && !written.value().has("raw")
                && !written.value().has("id")) {
            written.fields()
                    .forEach((raw, label) ->
                            one(new Written(label, raw, label.text().orElse(null), null, none())));
        } else {
            written.elements().forEach(this::element);
        }
        return List.copyOf(prompts);
    }

    private void element(Entry element) {
        if (element.isText()) {
            one(new Written(element, element.value().textValue(), null, null, none()));
            return;
        }
        var raw = element.at("raw").text().or(() -> element.at("id").text());
        if (raw.isEmpty()) {
            obstacles.needsEdit(
                    element,
                    "a prompt without a text (expected: a text, a file, or {raw, label}, with chat messages as JSON text)",
                    null);
            return;
        }
        var config = element.at("config").value();
        one(new Written(
                element,
                raw.get(),
                element.at("label").text().orElse(null),
                element.at("id").text().orElse(null),
                config.isObject() ? (ObjectNode) config : none()));
    }

    private static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void one(Written written) {
        var raw = written.raw();
        if (raw.startsWith("exec:") || ELSEWHERE.stream().anyMatch(raw::startsWith)) {
            obstacles.cannot(
                    written.entry(),
                    "\"" + raw + "\" makes the prompt with a program or fetches it from another service",
                    "write the prompt as text or in a file");
        } else if (NearbyFiles.isReference(raw)) {
            var found = matches(raw);
            if (found.isEmpty()) {
                obstacles.needsEdit(written.entry(), "no such file: " + NearbyFiles.path(raw), null);
            }
            found.forEach(file -> file(written, file, found.size() > 1));
        } else {
            var found = mayBePath(raw) ? matches(raw) : List.<Path>of();
            found.forEach(file -> file(written, file, found.size() > 1));
            if (found.isEmpty()) {
                prompts.add(written.prompt(raw, written.label() == null ? raw : written.label()));
            }
        }
    }

    /** A text that names a file which is there is that file, as in promptfoo. */
    private static boolean mayBePath(String raw) {
        return !raw.contains("\n") && !raw.contains("{{") && raw.length() < 300;
    }

    private List<Path> matches(String raw) {
        var path = NearbyFiles.path(raw);
        var function = FUNCTION.matcher(path);
        path = function.matches() ? function.group(1) : path;
        try {
            return Glob.isPattern(path)
                    ? Glob.files(files.folder(), path)
                    : List.of(files.folder().resolve(path)).stream()
                            .filter(Files::isRegularFile)
                            .toList();
        } catch (InvalidPathException noPath) {
            return List.of();
        }
    }

    private void file(Written written, Path file, boolean several) {
        var name = files.shortName(file);
        var label = written.label() == null || !several ? written.label() : written.label() + ": " + name;
        if (CODE.contains(NearbyFiles.extension(file))) {
            obstacles.cannot(
                    written.entry(), name + " is a program that makes the prompt", "write the prompt as a template");
            return;
        }
        var text = files.template(file, written.entry());
        if (text.isEmpty()) {
            return;
        }
        var content = text.get();
        switch (NearbyFiles.extension(file)) {
            case "json" -> {
                var json = minified(content).orElse(content);
                prompts.add(written.prompt(json, label == null ? name + ": " + json : label));
            }
            case "yaml", "yml" -> yaml(written, file, content, name, label);
            case "jsonl" -> lines(written, content, name, label);
            case "csv" -> table(written, content, label);
            case "txt" -> parts(written, content, name, label);
            default ->
                prompts.add(written.prompt(
                        content, label == null ? name + ": " + cut(content, PAGE_LABEL) + "..." : label));
        }
    }

    /** Quirk kept: a template that is YAML only once it is rendered, with loops over messages, is a text until then. */
    private void yaml(Written written, Path file, String content, String name, @Nullable String label) {
        var text = isTemplateOnly(content)
                ? Optional.of(content)
                : files.documents(file, written.entry()).stream()
                        .findFirst()
                        .map(document -> JsonText.print(document.value()));
        text.ifPresent(raw ->
                prompts.add(written.prompt(raw, label == null ? name + ": " + cut(raw, YAML_LABEL) : label)));
    }

    private static boolean isTemplateOnly(String content) {
        try {
            YamlText.parse(content);
            return false;
        } catch (NotYaml malformed) {
            return content.contains("{%") || content.contains("{{");
        }
    }

    private void parts(Written written, String content, String name, @Nullable String label) {
        for (var part : DELIMITER.split(content.replace("\r\n", "\n"))) {
            var raw = part.strip();
            if (!raw.isEmpty()) {
                prompts.add(written.prompt(raw, (label == null ? "" : label + ": ") + name + ": " + raw));
            }
        }
    }

    private void lines(Written written, String content, String name, @Nullable String label) {
        var lines = content.lines().filter(line -> !line.isEmpty()).toList();
        for (var line : lines) {
            var own = label == null ? name : label;
            prompts.add(written.prompt(line, lines.size() > 1 ? own + ": " + line : own));
        }
    }

    private void table(Written written, String content, @Nullable String label) {
        if (!content.contains(",")) {
            var lines = content.lines().filter(line -> !line.isBlank()).toList();
            boolean headed = !lines.isEmpty() && lines.getFirst().strip().equalsIgnoreCase("prompt");
            var own = headed ? lines.subList(1, lines.size()) : lines;
            for (int i = 0; i < own.size(); i++) {
                numbered(written, own.get(i), label, i);
            }
            return;
        }
        int number = 0;
        for (var row : CsvRows.read(content, written.entry(), obstacles)) {
            var raw = row.cells().getOrDefault("prompt", "").strip();
            if (!raw.isEmpty()) {
                var own = row.cells().getOrDefault("label", "").strip();
                numbered(written, raw, own.isEmpty() ? label : own, number++);
            }
        }
    }

    private void numbered(Written written, String raw, @Nullable String label, int index) {
        prompts.add(written.prompt(raw, label == null ? "Prompt " + (index + 1) + " - " + raw : label));
    }

    private static Optional<String> minified(String content) {
        try {
            JsonNode parsed = JsonText.parse(content);
            return Optional.of(JsonText.print(parsed));
        } catch (NotJson template) {
            return Optional.empty();
        }
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
