package dev.belay.cli.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Terminal;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.dryrun.Judging;
import dev.belay.evaluation.importing.FolderDraft;
import dev.belay.evaluation.importing.ImportDraft;
import dev.belay.evaluation.importing.ImportDraft.Status;
import dev.belay.evaluation.importing.Importer;
import dev.belay.evaluation.promptfoo.Glob;
import dev.belay.evaluation.promptfoo.Obstacle;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "import",
        header = "Make prompt folders of promptfoo configurations.",
        description = {
            "",
            "First reports, over all files: as it is, needs an edit (with what to write instead), or cannot. Then writes one",
            "folder a prompt, for the first provider or the one named: prompt.yaml, cases/imported.yaml, and from defaultTest",
            "a draft criteria.yaml, which the PM goes through before it is published. Overwrites nothing."
        },
        footer = {
            "",
            "Examples:",
            "  belay import '**/promptfooconfig.yaml' --team care --dry-run",
            "  belay import promptfooconfig.yaml --team care --provider openai:chat:gpt-4.1 --to prompts",
            "",
            "Exit codes: 0 all is as it was, 1 something has to be edited or cannot be imported, 2 wrong usage or input."
        })
public final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Configurations; patterns like '**/promptfooconfig.yaml' too.")
    private List<String> files;

    @Option(
            names = "--team",
            required = true,
            paramLabel = "TEAM",
            description = "The team that the prompts belong to.")
    private String team;

    @Option(
            names = "--provider",
            paramLabel = "ID",
            description = "Id or label of the provider to import for. Default: the first.")
    private @Nullable String provider;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = "prompts",
            description = "Where to write. Default: ${DEFAULT-VALUE}.")
    private Path to;

    @Option(
            names = "--owner",
            paramLabel = "EMAIL",
            description = "The PM who will own the criteria. Default: who acts.")
    private @Nullable String owner;

    @Option(names = "--dry-run", description = "Only report.")
    private boolean dryRun;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(
            @Nullable Integer line,
            String file,
            @Nullable String field,
            String kind,
            String message,
            @Nullable String suggestion) {

        static Found of(Obstacle obstacle) {
            var problem = obstacle.problem();
            return new Found(
                    problem.line(),
                    problem.file(),
                    problem.field(),
                    word(obstacle.kind().name()),
                    problem.message(),
                    obstacle.suggestion());
        }
    }

    record Folder(String prompt, String folder, List<String> files, int cases, boolean written) {}

    record Imported(String file, String status, List<Found> findings, List<Folder> folders) {}

    record Report(List<Imported> files) {}

    @Override
    public Integer call() {
        if (!team.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw CliFailure.usage("--team " + team + " (expected: letters, digits, . _ -)", null);
        }
        var checker = new Checker();
        // Who cannot be asked is told by the importer, for the provider that it is asked to import.
        var reader = new PromptfooReader(Judging.types(checker), id -> true);
        var importer = new Importer(checker, team, ownerOrActor(), provider);
        var drafts = found().stream().map(reader::read).map(importer::draft).toList();
        var terminal = belay.terminal();
        if (!terminal.json()) {
            report(drafts, terminal);
        }
        refuseTaken(drafts);
        var imported = drafts.stream().map(this::write).toList();
        terminal.result(new Report(imported), () -> told(imported, terminal));
        boolean all = drafts.stream().allMatch(draft -> draft.status() == Status.AS_IT_IS);
        return all ? ExitCode.OK : ExitCode.REJECTED;
    }

    private String ownerOrActor() {
        if (owner != null) {
            return owner;
        }
        return belay.author().contains("@") ? belay.author() : "pm@example.com";
    }

    private List<Path> found() {
        var all = new ArrayList<Path>();
        for (var file : files) {
            var matches = Glob.isPattern(file)
                    ? Glob.files(Path.of(""), file).stream().sorted().toList()
                    : List.of(Path.of(file));
            if (matches.isEmpty()) {
                throw CliFailure.usage("no file matches " + file, null);
            }
            for (var match : matches) {
                var config = Files.isDirectory(match) ? match.resolve("promptfooconfig.yaml") : match;
                if (!Files.isRegularFile(config)) {
                    throw CliFailure.usage("no such file: " + config, null);
                }
                all.add(config);
            }
        }
        return all.stream().distinct().toList();
    }

    private void report(List<ImportDraft> drafts, Terminal terminal) {
        for (var draft : drafts) {
            terminal.say(
                    switch (draft.status()) {
                        case AS_IT_IS -> terminal.green("✓ as it is       ") + draft.file();
                        case NEEDS_EDIT -> terminal.yellow("~ needs an edit  ") + draft.file();
                        case CANNOT -> terminal.red("✗ cannot         ") + draft.file();
                    });
            for (var obstacle : draft.obstacles()) {
                var text = "    " + obstacle;
                terminal.say(obstacle.kind() == Obstacle.Kind.PASSED_OVER ? terminal.dim(text) : text);
            }
        }
    }

    private void refuseTaken(List<ImportDraft> drafts) {
        if (dryRun) {
            return;
        }
        var taken = drafts.stream()
                .flatMap(draft -> draft.folders().stream())
                .map(folder -> Importer.place(to, folder))
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
        if (!taken.isEmpty()) {
            throw CliFailure.usage(
                    "there already: " + String.join(", ", taken),
                    "Choose another --to, or move these away; nothing was written.");
        }
    }

    private Imported write(ImportDraft draft) {
        var folders = draft.folders().stream().map(this::write).toList();
        return new Imported(
                draft.file().toString(),
                word(draft.status().name()),
                draft.obstacles().stream().map(Found::of).toList(),
                folders);
    }

    private Folder write(FolderDraft draft) {
        var place = Importer.place(to, draft);
        var contents = draft.files();
        if (!dryRun) {
            contents.forEach((name, text) -> write(place.resolve(name), text));
        }
        return new Folder(
                draft.name(),
                place.toString(),
                List.copyOf(contents.keySet()),
                draft.cases().size(),
                !dryRun);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw CliFailure.usage("cannot write " + file + ": " + e.getMessage(), null);
        }
    }

    private void told(List<Imported> imported, Terminal terminal) {
        for (var file : imported) {
            file.folders()
                    .forEach(folder -> terminal.say("  %s %s  (%d cases)"
                            .formatted(dryRun ? "would write" : "wrote", folder.folder(), folder.cases())));
        }
        if (!dryRun && imported.stream().anyMatch(file -> !file.folders().isEmpty())) {
            terminal.say("Go through each criteria.yaml with the PM, then:  belay publish DIR -m \"imported\"");
        }
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
