package dev.belay.cli.working;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.cli.CliFailure;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.DocumentWriter;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One file of a folder's {@code cases}, with the cases in it.
 *
 * @param name within the folder, {@code cases/edge.yaml}
 */
record CaseFile(String name, List<Case> cases) {

    /** Of a folder without mistakes: reads each file by itself, in a copy that has no other. */
    static List<CaseFile> of(Path folder) {
        var directory = folder.resolve("cases");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            var found = new ArrayList<CaseFile>();
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                found.add(new CaseFile("cases/" + file.getFileName(), alone(folder, file)));
            }
            return found.stream().filter(file -> !file.cases().isEmpty()).toList();
        } catch (IOException e) {
            throw CliFailure.usage("cannot read " + directory + ": " + e.getMessage(), null);
        }
    }

    private static List<Case> alone(Path folder, Path file) throws IOException {
        var scratch = Files.createTempDirectory("belay-case-file");
        try {
            Files.createDirectory(scratch.resolve("cases"));
            Files.copy(folder.resolve("prompt.yaml"), scratch.resolve("prompt.yaml"));
            Files.copy(file, scratch.resolve("cases").resolve(file.getFileName().toString()));
            return switch (FolderReader.read(scratch)) {
                case FolderReading.Folder read -> read.cases();
                case FolderReading.Problems problems ->
                    throw new IllegalStateException(file + " was read before, and now: " + problems.problems());
            };
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path scratch) throws IOException {
        try (var files = Files.walk(scratch)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The file's text with other cases in it: lines stay lines, a table becomes YAML. */
    String textOf(List<Case> others) {
        return name.endsWith(".jsonl")
                ? others.stream().map(CaseFile::json).collect(Collectors.joining("\n", "", "\n"))
                : DocumentWriter.cases(others);
    }

    /** The name under which {@link #textOf} is kept. */
    String writtenAs() {
        return name.endsWith(".csv") || name.endsWith(".json")
                ? name.substring(0, name.lastIndexOf('.')) + ".yaml"
                : name;
    }

    private static String json(Case one) {
        try {
            return EventJson.mapper().writeValueAsString(one);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write case " + one.id(), e);
        }
    }
}
