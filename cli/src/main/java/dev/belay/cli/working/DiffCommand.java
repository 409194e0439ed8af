package dev.belay.cli.working;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.VersionEntry;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.terminal.TextDiff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "diff",
        header = "Compare a folder with the registry, or two versions of a prompt.",
        footer = {
            "",
            "Examples:",
            "  belay diff prompts/care/visit-summary          what publishing this folder would change",
            "  belay diff care/visit-summary                  the two newest versions",
            "  belay diff care/visit-summary 3 5 --words      word by word"
        })
public final class DiffCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(index = "0", paramLabel = "DIR|PROMPT", description = "A folder with prompt.yaml, or team/name.")
    private String subject;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FROM", description = "Version. Default: the one before TO.")
    private @Nullable Integer from;

    @Parameters(index = "2", arity = "0..1", paramLabel = "TO", description = "Version. Default: the newest.")
    private @Nullable Integer to;

    @Option(names = "--words", description = "Word by word instead of line by line.")
    private boolean words;

    /** @param diff unified */
    record Versions(String prompt, int from, int to, String diff) {}

    record Words(String prompt, int from, int to, JsonNode diff) {}

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var client = belay.client();
        if (Files.exists(Path.of(subject).resolve("prompt.yaml"))) {
            var copy = WorkingCopy.read(Path.of(subject));
            var diff = FolderDiff.of(copy, RegistryState.of(client, copy.name()));
            terminal.result(diff, () -> print(diff, terminal));
            return ExitCode.OK;
        }
        var prompt = PromptName.tryParse(subject)
                .orElseThrow(() -> CliFailure.usage(
                        "'" + subject + "' is no folder with a prompt.yaml and no prompt (team/name)", null));
        compare(client, prompt, terminal);
        return ExitCode.OK;
    }

    private void compare(BelayClient client, PromptName prompt, Terminal terminal) {
        var versions = client.versions(prompt);
        int newest = versions.stream().mapToInt(VersionEntry::number).max().orElse(0);
        int last = to == null ? newest : to;
        int first = from == null ? last - 1 : from;
        if (newest < 2) {
            throw CliFailure.usage(prompt + " has no two versions to compare", null);
        }
        if (first < 1 || last > newest) {
            throw CliFailure.usage(
                    prompt + " has versions 1 to " + newest + "; asked for " + first + " and " + last,
                    "`belay show " + prompt + "` lists what there is.");
        }
        if (words) {
            var diff = new Words(prompt.value(), first, last, client.wordDiff(prompt, first, last));
            terminal.result(diff, () -> print(diff.diff(), terminal));
        } else {
            var diff = new Versions(prompt.value(), first, last, client.diff(prompt, first, last));
            terminal.result(diff, () -> print(diff.diff().lines().toList(), terminal));
        }
    }

    private static void print(FolderDiff diff, Terminal terminal) {
        if (diff.same()) {
            terminal.say("the folder says what the registry says");
        }
        print(diff.version(), terminal);
        print(diff.criteria(), terminal);
        diff.weakens().forEach(one -> terminal.say(terminal.yellow(one.said())));
        if (!diff.added().isEmpty()) {
            terminal.say(terminal.green("new cases: ") + String.join(", ", diff.added()));
        }
        diff.changed().values().forEach(lines -> print(lines, terminal));
        if (!diff.onlyInRegistry().isEmpty()) {
            terminal.say(terminal.dim("only in the registry, and staying there: ")
                    + String.join(", ", diff.onlyInRegistry()));
        }
    }

    private static void print(List<String> lines, Terminal terminal) {
        lines.forEach(line -> terminal.say(TextDiff.coloured(line, terminal)));
    }

    /** Each message as a list of {op, text}; whatever encloses them is gone through. */
    private static void print(JsonNode node, Terminal terminal) {
        if (node.isArray() && node.path(0).has("op")) {
            var line = new StringBuilder();
            node.forEach(part -> line.append(marked(part, terminal)));
            terminal.say(line.toString());
        } else {
            node.forEach(inner -> print(inner, terminal));
        }
    }

    private static String marked(JsonNode part, Terminal terminal) {
        var text = part.path("text").asText();
        return switch (part.path("op").asText()) {
            case "insert" -> terminal.green("{+" + text + "+}");
            case "delete" -> terminal.red("[-" + text + "-]");
            default -> text;
        };
    }
}
