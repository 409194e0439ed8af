package dev.belay.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A working copy that a test writes: one prompt, criteria with one must-have and one must-not, and numbered cases. */
public final class PromptFolder {

    private final Path folder;
    private final String name;

    private PromptFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    public static PromptFolder at(Path folder, String name) throws IOException {
        Files.createDirectories(folder.resolve("cases"));
        return new PromptFolder(folder, name);
    }

    public Path path() {
        return folder;
    }

    String name() {
        return name;
    }

    public PromptFolder prompt(String instruction) throws IOException {
        Files.writeString(folder.resolve("prompt.yaml"), """
                name: %s
                model: { provider: openai, name: stub-model }
                messages:
                  - { role: system, content: "%s" }
                  - { role: user, content: "{{note}}" }
                """.formatted(name, instruction));
        return this;
    }

    public PromptFolder criteria(String owner, String forbidden) throws IOException {
        Files.writeString(folder.resolve("criteria.yaml"), """
                owner: %s
                mustHave:
                  - { id: is-a-summary, says: starts as a summary, assert: { type: starts-with, value: "Summary of:" } }
                mustNot:
                  - id: forbidden-word
                    says: says the forbidden word
                    bad: ["It says %s."]
                    good: ["It says nothing of the kind."]
                    detect: { type: icontains, value: %s }
                passRate: 1
                regression: strict
                """.formatted(owner, forbidden, forbidden));
        return this;
    }

    public PromptFolder cases(int count) throws IOException {
        Files.writeString(
                folder.resolve("cases/numbered.yaml"),
                IntStream.rangeClosed(1, count)
                        .mapToObj("- { id: note-%1$d, vars: { note: \"note number %1$d of the day\" } }"::formatted)
                        .collect(Collectors.joining("\n", "", "\n")));
        return this;
    }

    /** Each with an assertion of its own; the criteria's two make it three. */
    public PromptFolder judgedCases(int count) throws IOException {
        Files.writeString(
                folder.resolve("cases/numbered.yaml"),
                IntStream.rangeClosed(1, count)
                        .mapToObj(
                                "- { id: note-%1$d, vars: { note: \"note number %1$d of the day\" }, assert: [{ type: contains, value: \"number %1$d\" }] }"
                                        ::formatted)
                        .collect(Collectors.joining("\n", "", "\n")));
        return this;
    }

    /** As {@link #cases}, but each one of so many has an assertion that no reply satisfies. */
    PromptFolder casesOfWhichFail(int count, int oneOf) throws IOException {
        Files.writeString(
                folder.resolve("cases/numbered.yaml"),
                IntStream.rangeClosed(1, count)
                        .mapToObj(number ->
                                "- { id: note-%1$d, vars: { note: \"note number %1$d of the day\" }, assert: [{ type: contains, value: \"%2$s\" }] }"
                                        .formatted(number, number % oneOf == 0 ? "no such words" : "number " + number))
                        .collect(Collectors.joining("\n", "", "\n")));
        return this;
    }

    /** @param rubric what a judge model has to find true of every output */
    PromptFolder judgedCriteria(String owner, String rubric) throws IOException {
        Files.writeString(folder.resolve("criteria.yaml"), """
                owner: %s
                mustHave:
                  - { id: judged, says: is what the rubric says, assert: { type: llm-rubric, value: "%s" } }
                passRate: 1
                regression: strict
                """.formatted(owner, rubric));
        return this;
    }

    PromptFolder passRate(double rate) throws IOException {
        var criteria = folder.resolve("criteria.yaml");
        Files.writeString(criteria, Files.readString(criteria).replace("passRate: 1", "passRate: " + rate));
        return this;
    }
}
