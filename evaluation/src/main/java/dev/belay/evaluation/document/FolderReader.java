package dev.belay.evaluation.document;

import dev.belay.evaluation.document.FolderReading.Folder;
import dev.belay.evaluation.document.FolderReading.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a prompt folder: {@code prompt.yaml}, {@code criteria.yaml} if there is one, and every {@code .yaml},
 * {@code .yml}, {@code .csv}, {@code .jsonl} and {@code .json} file in {@code cases}, also if there is none. What is
 * wrong is reported all at once; only what cannot be parsed at all hides other mistakes of its file.
 */
public final class FolderReader {

    private static final String PROMPT = "prompt.yaml";
    private static final String CRITERIA = "criteria.yaml";
    private static final String CASES = "cases";

    private final Path folder;
    private final Mistakes mistakes = new Mistakes();
    private final Mistakes warnings = new Mistakes();

    private FolderReader(Path folder) {
        this.folder = folder;
    }

    /** Problems come file by file, the prompt's first. Never throws for what is in the folder, or is not. */
    public static FolderReading read(Path folder) {
        return new FolderReader(folder).read();
    }

    /**
     * Which prompt the folder is of, whatever else is wrong in it.
     *
     * @param line in {@code prompt.yaml}
     */
    public record Named(String name, int line) {}

    /** Empty where no name can be read. */
    public static Optional<Named> name(Path folder) {
        if (!Files.isRegularFile(folder.resolve(PROMPT))) {
            return Optional.empty();
        }
        return new FolderReader(folder)
                .document(PROMPT, null)
                .filter(source -> source.value().path("name").isTextual())
                .map(source -> new Named(
                        source.value().path("name").asText(), source.lines().getOrDefault("/name", 1)));
    }

    private FolderReading read() {
        if (!Files.isDirectory(folder)) {
            mistakes.add(folder.toString(), null, "no such folder; `belay init` makes one, `belay pull` fetches one");
            return new Problems(mistakes.all(), List.of());
        }
        var prompt = document(PROMPT, "the prompt itself; `belay init` writes one");
        var criteria = document(CRITERIA, null);
        var cases = cases();
        var checked = Documents.checkJson(
                prompt.map(Source::value).orElse(null),
                criteria.map(Source::value).orElse(null),
                cases.stream().map(Source::value).toList(),
                index -> cases.get(index).place());
        checked.problems().forEach(found -> locate(found, prompt, criteria, cases, mistakes));
        checked.warnings().forEach(found -> locate(found, prompt, criteria, cases, warnings));
        if (!mistakes.isEmpty() || checked.prompt() == null) {
            return new Problems(mistakes.all(), warnings.all());
        }
        return new Folder(checked.prompt(), checked.criteria(), checked.cases(), warnings.all());
    }

    private static void locate(
            FieldProblem found, Optional<Source> prompt, Optional<Source> criteria, List<Source> cases, Mistakes to) {
        var parts = found.pointer().split("/", 3);
        var rest = parts.length > 2 ? "/" + parts[2] : "";
        var source = switch (parts[1]) {
            case "document" -> prompt.orElseThrow();
            case "criteria" -> criteria.orElseThrow();
            default -> cases.get(Integer.parseInt(parts[2].split("/", 2)[0]));
        };
        var within = parts[1].equals(CASES) ? rest.replaceFirst("^/\\d+", "") : rest;
        to.add(source.locate(within, found.message()));
    }

    private Optional<Source> document(String name, @Nullable String needed) {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            var other = name.replace(".yaml", ".yml");
            if (Files.exists(folder.resolve(other))) {
                mistakes.add(other, null, "rename it to " + name);
            } else if (needed != null) {
                mistakes.add(name, null, "missing: " + needed);
            }
            return Optional.empty();
        }
        int before = mistakes.count();
        var documents = FileText.read(file, name, mistakes)
                .map(text -> YamlText.read(text, name, mistakes))
                .orElse(List.of());
        if (documents.size() > 1) {
            mistakes.add(name, documents.get(1).lines().get(""), "a second document; remove it");
        } else if (documents.isEmpty() && mistakes.count() == before) {
            mistakes.add(name, null, "empty");
        }
        return documents.stream().findFirst();
    }

    private List<Source> cases() {
        var directory = folder.resolve(CASES);
        var sources = new ArrayList<Source>();
        if (!Files.exists(directory)) {
            return sources;
        }
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                sources.addAll(casesIn(file));
            }
        } catch (IOException e) {
            mistakes.add(CASES, null, "cannot be read: " + e.getMessage());
        }
        return sources;
    }

    private List<Source> casesIn(Path file) {
        var name = CASES + "/" + file.getFileName();
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!List.of("yaml", "yml", "csv", "jsonl", "json").contains(extension) || Files.isDirectory(file)) {
            if (!file.getFileName().toString().startsWith(".")) {
                warnings.add(name, null, "not read; cases are in .yaml, .yml, .csv, .jsonl and .json files");
            }
            return List.of();
        }
        int before = mistakes.count();
        var values = FileText.read(file, name, mistakes)
                .map(text -> switch (extension) {
                    case "csv" -> CsvText.read(text, name, mistakes);
                    case "jsonl" -> JsonText.readLines(text, name, mistakes);
                    case "json" -> JsonText.read(text, name, mistakes);
                    default -> YamlText.read(text, name, mistakes);
                })
                .orElse(List.of());
        var cases = values.stream().flatMap(value -> value.elements().stream()).toList();
        if (cases.isEmpty() && mistakes.count() == before) {
            mistakes.add(name, null, "no case in it; write one, or remove the file");
        }
        return cases;
    }
}
