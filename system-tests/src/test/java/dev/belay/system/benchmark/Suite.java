package dev.belay.system.benchmark;

import dev.belay.system.PromptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same suite in both shapes: so many cases of three assertions each, all of which pass. */
final class Suite {

    static final String PM = "pm@bench.example";

    private Suite() {}

    static PromptFolder folder(Path folder, String prompt, int cases) throws IOException {
        return PromptFolder.at(folder, prompt)
                .prompt("Summarise for " + prompt + ".")
                .criteria(PM, "forbidden")
                .judgedCases(cases);
    }

    /** A {@code promptfooconfig.yaml} for the server at {@code baseUrl}. */
    static Path promptfooConfig(Path folder, String baseUrl, int cases) throws IOException {
        Files.writeString(folder.resolve("prompt.json"), """
                [{"role": "system", "content": "Summarise for bench."}, {"role": "user", "content": "{{note}}"}]
                """);
        Files.writeString(
                folder.resolve("cases.yaml"),
                IntStream.rangeClosed(1, cases)
                        .mapToObj(
                                "- { vars: { note: \"note number %1$d of the day\" }, assert: [{ type: contains, value: \"number %1$d\" }] }"
                                        ::formatted)
                        .collect(Collectors.joining("\n", "", "\n")));
        return Files.writeString(folder.resolve("promptfooconfig.yaml"), """
                prompts: [file://prompt.json]
                providers:
                  - id: openai:chat:stub-model
                    config: { apiBaseUrl: "%s" }
                defaultTest:
                  assert:
                    - { type: starts-with, value: "Summary of:" }
                    - { type: not-icontains, value: forbidden }
                tests: file://cases.yaml
                """.formatted(baseUrl));
    }
}
