package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.terminal.TextDiff;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "pull",
        header = "Bring a folder to what the registry says.",
        description = {
            "",
            "Writes the newest version, criteria and cases. A file whose content is the same is left as it is written,",
            "and cases that only the folder has stay. What would lose an edit of yours is shown first, and written",
            "only when you say so."
        },
        footer = {
            "",
            "Examples:",
            "  belay pull care/visit-summary                      into prompts/care/visit-summary",
            "  belay pull care/visit-summary my-copy --force      whatever my-copy says"
        })
public final class PullCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(index = "0", paramLabel = "PROMPT", description = "team/name")
    private PromptName prompt;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "Default: prompts/team/name.")
    private @Nullable Path directory;

    @Option(names = "--force", description = "Overwrite edits of the folder without asking.")
    private boolean force;

    record Pulled(String prompt, String folder, List<String> written, Base base) {}

    @Override
    public Integer call() {
        var folder = directory == null ? Path.of("prompts").resolve(prompt.value()) : directory;
        var client = belay.client();
        var terminal = belay.terminal();
        var registry = RegistryState.of(client, prompt);
        var updates = plan(client, registry, folder);
        if (!mayLose(updates, terminal)) {
            throw CliFailure.usage(
                    "edits in " + folder + " would be lost; nothing was written",
                    "Publish them, pull into another folder, or add --force.");
        }
        updates.forEach(update -> update.apply(folder));
        var base = Base.of(registry.summary());
        base.write(folder);
        var written = updates.stream().map(FileUpdate::name).toList();
        var pulled = new Pulled(prompt.value(), folder.toString(), written, base);
        terminal.result(pulled, () -> print(pulled, registry, terminal));
        return ExitCode.OK;
    }

    private List<FileUpdate> plan(BelayClient client, RegistryState registry, Path folder) {
        if (!Files.exists(folder.resolve("prompt.yaml"))) {
            return PullPlan.forNewFolder(registry);
        }
        var copy = WorkingCopy.read(folder);
        if (!copy.name().equals(prompt)) {
            throw CliFailure.usage(
                    folder + " is a folder of " + copy.name() + ", not of " + prompt, "Pull into another folder.");
        }
        return PullPlan.forFolder(registry, copy, before(client, copy));
    }

    private static Map<String, Case> before(BelayClient client, WorkingCopy copy) {
        var base = copy.base();
        return base == null || base.suite() == null
                ? Map.of()
                : PullPlan.byId(client.suite(base.suite()).cases());
    }

    private boolean mayLose(List<FileUpdate> updates, Terminal terminal) {
        var losing = updates.stream().filter(FileUpdate::losesEdits).toList();
        if (losing.isEmpty() || force) {
            return true;
        }
        for (var update : losing) {
            terminal.say(terminal.yellow("your " + update.name() + " was edited, and the registry's differs:"));
            update.diff().forEach(line -> terminal.say("  " + TextDiff.coloured(line, terminal)));
        }
        return terminal.confirm(
                "Overwrite your edits?", new Scanner(belay.surroundings().stdin(), StandardCharsets.UTF_8));
    }

    private static void print(Pulled pulled, RegistryState registry, Terminal terminal) {
        pulled.written().forEach(name -> terminal.say("  wrote " + Path.of(pulled.folder(), name)));
        var version = registry.summary().version();
        terminal.say(pulled.folder() + " is " + pulled.prompt() + (version == null ? "" : " v" + version.number())
                + (pulled.written().isEmpty() ? ", as it was" : ""));
    }
}
