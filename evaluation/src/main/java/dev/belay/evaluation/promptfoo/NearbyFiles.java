package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.evaluation.document.FileText;
import dev.belay.evaluation.document.JsonText;
import dev.belay.evaluation.document.Mistakes;
import dev.belay.evaluation.document.Source;
import dev.belay.evaluation.document.YamlText;
import dev.belay.evaluation.template.Nunjucks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The files around a configuration, by the names that people give them: relative to where the configuration is. */
final class NearbyFiles {
    private static final String FILE = "file://";

    private final Path folder;
    private final Obstacles obstacles;

    /** @param folder of the configuration */
    NearbyFiles(Path folder, Obstacles obstacles) {
        this.folder = folder;
        this.obstacles = obstacles;
    }

    Path folder() {
        return folder;
    }

    static boolean isReference(String text) {
        return text.startsWith(FILE);
    }

    static String path(String reference) {
        return reference.startsWith(FILE) ? reference.substring(FILE.length()) : reference;
    }

    static String extension(Path file) {
        var name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** As it is shown in labels: within the folder where that is possible. */
    String shortName(Path file) {
        var absolute = file.toAbsolutePath().normalize();
        var base = folder.toAbsolutePath().normalize();
        return absolute.startsWith(base) ? base.relativize(absolute).toString().replace('\\', '/') : file.toString();
    }

    /** As it is shown in messages, so that editors find it. */
    String name(Path file) {
        return file.toString();
    }

    /** Reports a file that is not there at {@code where}; a problem of its content at its own lines. */
    Optional<String> text(Path file, Entry where) {
        if (!Files.isRegularFile(file)) {
            obstacles.needsEdit(where, "no such file: " + name(file), null);
            return Optional.empty();
        }
        return reading(mistakes -> FileText.read(file, name(file), mistakes));
    }

    /** As {@link #text}, of a text that is a template. */
    Optional<String> template(Path file, Entry where) {
        var text = text(file, where);
        text.ifPresent(content -> {
            var lines = content.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                refuseEnvironment(
                        Entry.of(new Source(name(file), TextNode.valueOf(lines[i]), Map.of("", i + 1), Map.of())));
            }
        });
        return text;
    }

    /** The documents of a YAML or JSON file, with the references in them written out. */
    List<Entry> documents(Path file, Entry where) {
        var text = text(file, where);
        if (text.isEmpty()) {
            return List.of();
        }
        var name = name(file);
        return this.<List<Source>>reading(mistakes -> Optional.of(
                        switch (extension(file)) {
                            case "jsonl" -> JsonText.readLines(text.get(), name, mistakes);
                            case "json" -> JsonText.read(text.get(), name, mistakes);
                            default -> YamlText.read(text.get(), name, mistakes);
                        }))
                .orElse(List.of())
                .stream()
                .map(this::expanded)
                .toList();
    }

    private Entry expanded(Source source) {
        var value = new References(
                        source.value(),
                        (pointer, problem) ->
                                obstacles.needsEdit(new Entry(source, pointer, source.value()), problem, null))
                .expanded();
        var whole = new Entry(new Source(source.file(), value, source.lines(), source.columns()), "", value);
        refuseEnvironment(whole);
        return whole;
    }

    /** Reports each text that would show the environment of the process. */
    void refuseEnvironment(Entry entry) {
        if (entry.value().isContainerNode()) {
            entry.value().properties().forEach(field -> refuseEnvironment(entry.at(field.getKey())));
            if (entry.value().isArray()) {
                entry.elements().forEach(this::refuseEnvironment);
            }
        } else if (Nunjucks.readsEnvironment(entry.text().orElse(""))) {
            boolean key = entry.pointer().endsWith("/apiKey");
            obstacles.needsEdit(
                    entry,
                    "reads the environment ({{env…}}), which Belay never shows to templates",
                    key
                            ? "leave it out: the key is taken from OPENAI_API_KEY"
                            : "write the value, or make it a variable of the tests");
        }
    }

    /** What a {@code file://} value stands for: JSON and YAML as values, anything else as its text without blanks around. */
    Optional<JsonNode> value(Path file, Entry where) {
        return switch (extension(file)) {
            case "json", "yaml", "yml" ->
                documents(file, where).stream().findFirst().map(Entry::value);
            default -> text(file, where).map(String::strip).map(TextNode::valueOf);
        };
    }

    /** A value that may be {@code file://…}, with what is in the file. */
    JsonNode loaded(Entry entry) {
        var text = entry.text().orElse("");
        return isReference(text) ? value(folder.resolve(path(text)), entry).orElse(entry.value()) : entry.value();
    }

    private <T> Optional<T> reading(Function<Mistakes, Optional<T>> read) {
        var mistakes = new Mistakes();
        var result = read.apply(mistakes);
        obstacles.unreadable(mistakes);
        return result;
    }
}
