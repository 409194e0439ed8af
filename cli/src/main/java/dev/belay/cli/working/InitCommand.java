package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "init",
        header = "Write a commented folder to start from.",
        description = {
            "",
            "prompt.yaml is the prompt (engineers), criteria.yaml what good means (the PM), cases/ what it is tried on.",
            "It can be published as it stands; nothing that exists is overwritten."
        },
        footer = {
            "",
            "Examples:",
            "  belay init prompts/care/discharge-letter --name care/discharge-letter",
            "  belay publish prompts/care/discharge-letter -m \"first draft\""
        })
public final class InitCommand implements Callable<Integer> {

    private static final List<String> FILES = List.of("prompt.yaml", "criteria.yaml", "cases/examples.yaml");

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "DIR", description = "Folder to write; made when absent.")
    private Path folder;

    @Option(names = "--name", paramLabel = "TEAM/NAME", required = true, description = "The prompt's name.")
    private PromptName name;

    record Written(String prompt, String folder, List<String> files) {}

    @Override
    public Integer call() {
        var taken = FILES.stream()
                .filter(file -> Files.exists(folder.resolve(file)))
                .toList();
        if (!taken.isEmpty()) {
            throw CliFailure.usage(
                    folder + " has " + String.join(", ", taken) + " already", "Choose another folder, or edit these.");
        }
        var written = new ArrayList<String>();
        for (var file : FILES) {
            write(file);
            written.add(folder.resolve(file).toString());
        }
        var result = new Written(name.value(), folder.toString(), written);
        var terminal = belay.terminal();
        terminal.result(result, () -> {
            written.forEach(path -> terminal.say("  wrote " + path));
            terminal.say("Edit them, then:  belay publish " + folder + " -m \"first draft\"");
        });
        return ExitCode.OK;
    }

    private void write(String file) {
        var resource = file.substring(file.lastIndexOf('/') + 1);
        try (var template = InitCommand.class.getResourceAsStream("starter-" + resource)) {
            if (template == null) {
                throw new IllegalStateException("starter-" + resource + " is missing from the jar");
            }
            var text = new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("TEAM/NAME", name.value())
                    .replace("OWNER", belay.author().contains("@") ? belay.author() : "pm@example.com");
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw CliFailure.usage("cannot write " + folder.resolve(file) + ": " + e.getMessage(), null);
        }
    }
}
