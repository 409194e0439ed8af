package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.terminal.TextDiff;
import dev.belay.cli.working.PromptMerge.Conflict;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "only when you say so.",
            "",
            "With --merge your prompt stays yours: what is live (or the newest version, where nothing is) is merged into",
            "it, from the version that both were made from. Lines and settings that only one side changed are taken",
            "over; where both changed the same, nothing is written, and both sides are shown. prompt.yaml is written",
            "anew when something came in, without the comments in it. That is for a change which went back to you",
            "because it would have undone what went live meanwhile: merge, look, publish again."
        },
        footer = {
            "",
            "Examples:",
            "  belay pull care/visit-summary                      into prompts/care/visit-summary",
            "  belay pull care/visit-summary my-copy --force      whatever my-copy says",
            "  belay pull care/visit-summary --merge              what went live, into what you wrote",
            "",
            "Exit code: 0 done, 2 when edits would be lost or both sides changed the same."
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

    @Option(names = "--merge", description = "Merge what is live into your prompt.yaml instead of replacing it.")
    private boolean merge;

    @Option(names = "--mine", description = "With --merge: where both changed the same, keep yours.")
    private boolean mine;

    /**
     * @param cameIn unified
     * @param kept where both changed the same and yours stayed
     */
    record Merged(
            String prompt,
            String folder,
            VersionRef version,
            boolean live,
            List<String> written,
            List<String> cameIn,
            List<Conflict> kept,
            Base base) {}

    record Pulled(String prompt, String folder, List<String> written, Base base) {}

    @Override
    public Integer call() {
        var folder = directory == null ? Path.of("prompts").resolve(prompt.value()) : directory;
        var client = belay.client();
        var terminal = belay.terminal();
        if (mine && !merge) {
            throw CliFailure.usage("--mine says what to keep when merging", "Add --merge.");
        }
        var registry = RegistryState.of(client, prompt);
        if (merge) {
            merge(client, registry, folder, terminal);
            return ExitCode.OK;
        }
        var base = Base.of(registry.summary());
        var written = write(plan(client, registry, folder), base, folder, terminal);
        var pulled = new Pulled(prompt.value(), folder.toString(), written, base);
        terminal.result(pulled, () -> print(pulled, registry, terminal));
        return ExitCode.OK;
    }

    private void merge(BelayClient client, RegistryState registry, Path folder, Terminal terminal) {
        var copy = copy(folder);
        var incoming = Incoming.of(client, registry, copy);
        if (!incoming.conflicts().isEmpty() && !mine) {
            throw incoming.refused(folder);
        }
        var updates = new ArrayList<>(PullPlan.besidesPrompt(registry, copy, before(client, copy)));
        incoming.update().ifPresent(updates::add);
        var base = Base.of(registry.summary()).at(incoming.theirs().digest());
        var written = write(updates, base, folder, terminal);
        var merged = new Merged(
                prompt.value(),
                folder.toString(),
                incoming.theirs(),
                incoming.live(),
                written,
                incoming.cameIn(),
                incoming.conflicts(),
                base);
        terminal.result(merged, () -> print(merged, incoming.named(), terminal));
    }

    /** Names of what was written; throws, with nothing written, when that would lose edits. */
    private List<String> write(List<FileUpdate> updates, Base base, Path folder, Terminal terminal) {
        if (!mayLose(updates, terminal)) {
            throw CliFailure.usage(
                    "edits in " + folder + " would be lost; nothing was written",
                    "Publish them, pull into another folder, or add --force.");
        }
        updates.forEach(update -> update.apply(folder));
        base.write(folder);
        return updates.stream().map(FileUpdate::name).toList();
    }

    private List<FileUpdate> plan(BelayClient client, RegistryState registry, Path folder) {
        if (!Files.exists(folder.resolve("prompt.yaml"))) {
            return PullPlan.forNewFolder(registry);
        }
        var copy = copy(folder);
        return PullPlan.forFolder(registry, copy, before(client, copy));
    }

    private WorkingCopy copy(Path folder) {
        var copy = WorkingCopy.read(folder);
        if (!copy.name().equals(prompt)) {
            throw CliFailure.usage(
                    folder + " is a folder of " + copy.name() + ", not of " + prompt, "Pull into another folder.");
        }
        return copy;
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

    private static void print(Merged merged, String version, Terminal terminal) {
        merged.cameIn().forEach(line -> terminal.say(TextDiff.coloured(line, terminal)));
        merged.kept().forEach(conflict -> terminal.say(terminal.yellow("  kept yours: ") + conflict.place()));
        merged.written().forEach(name -> terminal.say("  wrote " + Path.of(merged.folder(), name)));
        terminal.say(merged.folder()
                + (merged.cameIn().isEmpty() ? " lacked nothing of " : " is merged with ")
                + version + "; `belay publish " + merged.folder() + "` proposes it");
    }
}
