package dev.belay.evaluation.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sound prompt folder, whose files a test replaces. */
final class FolderFixture {

    static final String PROMPT = """
            name: care/visit-summary
            model: { provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }
            messages:
              - { role: system, content: "Summarise the visit. Cite the note you used as [n]." }
              - { role: user, content: "{{note}}" }
            """;
    static final String CRITERIA = """
            owner: pm@care.example
            mustHave:
              - { id: cites-sources, says: 'cites at least one note', assert: { type: regex, value: '\\[\\d+\\]' } }
            mustNot:
              - id: recommends-medication
                says: recommends a specific medication
                bad:  ["You could take ibuprofen 400 mg for that."]
                good: ["Ask your doctor about pain relief."]
                detect: { type: icontains-any, value: [ibuprofen, naproxen] }
            passRate: 0.95
            failureModes: [{ id: no-diagnosis, says: the note has no diagnosis, from: support-ticket 4711, minCases: 1 }]
            """;
    static final String CASES = """
            - id: no-diagnosis-1
              vars: { note: "[1] Left before being seen." }
              assert: [{ type: icontains, value: seen }]
              from: support-ticket 4711
              failureMode: no-diagnosis
            - vars: { note: "[1] Patient reports back pain." }
            """;

    private final Path folder;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private FolderFixture(Path folder) {
        this.folder = folder;
    }

    static FolderFixture in(Path folder) {
        return new FolderFixture(folder)
                .with("prompt.yaml", PROMPT)
                .with("criteria.yaml", CRITERIA)
                .with("cases/edge.yaml", CASES);
    }

    FolderFixture with(String file, String content) {
        return with(file, content.getBytes(StandardCharsets.UTF_8));
    }

    FolderFixture with(String file, byte[] content) {
        files.put(file, content);
        return this;
    }

    FolderFixture without(String file) {
        files.remove(file);
        return this;
    }

    FolderReading read() throws IOException {
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return FolderReader.read(folder);
    }

    /** {@code file:line: field: message} of each problem. */
    List<String> problems() throws IOException {
        return switch (read()) {
            case FolderReading.Problems found ->
                found.problems().stream().map(Problem::toString).toList();
            case FolderReading.Folder sound -> List.of();
        };
    }

    FolderReading.Folder sound() throws IOException {
        return switch (read()) {
            case FolderReading.Folder sound -> sound;
            case FolderReading.Problems found -> throw new AssertionError(found.problems());
        };
    }
}
