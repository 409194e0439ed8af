package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.Together;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "publish",
        header = "Propose what a folder says, and watch it being decided.",
        description = {
            "",
            "Reads prompt.yaml, criteria.yaml and cases/* (YAML, CSV, JSONL), names every mistake with file and line,",
            "says what the run will cost, publishes, and watches until it is decided or only a person can go on.",
            "An approved version goes live. Criteria are published only by a PM, never over newer ones; cases",
            "are merged by id."
        },
        footer = {
            "",
            "Examples:",
            "  belay publish prompts/care/visit-summary -m \"shorter sentences\"",
            "  belay publish . -m \"try this\" --check          decide, release nothing: for a pull request",
            "  belay publish . -m \"big suite\" --budget 2.50   stop, undecided, before it costs more",
            "  belay publish . -m \"warmer\" --samples 5        five outputs of each case",
            "  belay publish . -m \"rewrite\" --check --all     every case that fails, not only enough of them",
            "  belay publish a b -m \"one wording\" --together  both go live, or neither",
            "  belay publish prompts -m \"pull request 7\" --check --changed-since origin/main --format github",
            "",
            "Several folders are published in order and watched together. --output json prints, for one folder too,",
            "{\"exitCode\", \"folders\": [{\"folder\", \"exitCode\", \"prompt\", \"change\", \"outcome\", …, or \"error\"}]}.",
            "",
            "Exit codes, of several folders the first that applies of 3, 2, 1, 4: 0 approved, 1 rejected, 2 a mistake",
            "in the folder, 3 platform, 4 undecided."
        })
public final class PublishCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folder with prompt.yaml, or one in which to search for such folders.")
    private List<Path> paths;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "MESSAGE",
            description = "What changed, and why. Needed unless it is a --check.")
    private @Nullable String message;

    @Option(names = "--check", description = "Decide by the same rules, release nothing and ask nobody.")
    private boolean check;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = {
                "What the run may cost at most; 0 allows no call, only what is recorded (belay rescore).",
                "Default: what the registry is configured for, $5."
            })
    private @Nullable BigDecimal budgetUsd;

    @Option(
            names = "--samples",
            paramLabel = "K",
            description =
                    "How often each case is asked, 1 to 20: a case passes when most of its samples do. Default: 1.")
    private @Nullable Integer samples;

    @Option(
            names = "--aspect",
            paramLabel = "ASPECT",
            split = ",",
            description = "What it affects: tone, persona, safety.")
    private @Nullable Set<Aspect> aspects;

    @Option(
            names = "--all",
            description = {
                "Evaluate every case even when the verdict is certain. Without it a run stops once no case that is",
                "left can change the verdict."
            })
    private boolean whole;

    @Option(
            names = "--together",
            description = {
                "Decide and release the folders' changes all or none: what one waits for they all wait for, and one that",
                "is rejected rejects them all."
            })
    private boolean together;

    @Option(names = "--no-watch", description = "Return as soon as it is published.")
    private boolean noWatch;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before a run that may cost more than $1.")
    private boolean yes;

    @Option(
            names = "--changed-since",
            paramLabel = "REF",
            description = {
                "Only folders with a file that differs, committed or not, from where the branch left this Git",
                "revision."
            })
    private @Nullable String changedSince;

    @Option(
            names = "--format",
            paramLabel = "plain|github",
            description = "github: annotations of the files too, and a job summary in $GITHUB_STEP_SUMMARY.")
    private Format format = Format.plain;

    /** The values of {@code --format}, in the case in which they are typed. */
    enum Format {
        plain,
        github
    }

    @Override
    public Integer call() throws InterruptedException {
        if (budgetUsd != null && budgetUsd.signum() < 0) {
            throw CliFailure.usage("--budget: " + budgetUsd + " (expected: 0 or more, in US dollars)", null);
        }
        if (message == null && !check) {
            throw CliFailure.usage("--message is missing (expected: -m \"what changed, and why\")", null);
        }
        var terminal = belay.terminal();
        var named = FolderChoice.of(paths);
        var folders = FolderChoice.changed(named, changedSince);
        if (folders.isEmpty()) {
            terminal.say("No prompt folder changed since " + changedSince + ".");
        }
        var telling = telling(terminal, folders);
        SamePrompt.among(named, folders).ifPresent(failure -> {
            if (format == Format.github) {
                telling.tell(new FolderResult.Failed(folders.getFirst(), failure));
            }
            throw failure;
        });
        var group = together ? FolderGroup.of(folders) : null;
        var results = new FolderBatch(publisher(terminal, group), terminal, telling, group != null).publish(folders);
        var failure = results.size() == 1 ? results.getFirst().failureOrNull() : null;
        if (failure != null && format == Format.plain && !terminal.json()) {
            throw failure;
        }
        terminal.result(FoldersDocument.of(results), () -> {});
        return FolderResult.exitCode(results);
    }

    private FolderTelling telling(Terminal terminal, List<Path> folders) {
        var audience = switch (format) {
            case github -> FolderTelling.Audience.GITHUB;
            case plain ->
                folders.size() == 1 ? FolderTelling.Audience.ONE_FOLDER : FolderTelling.Audience.SEVERAL_FOLDERS;
        };
        var summary = belay.surroundings().env("GITHUB_STEP_SUMMARY").map(Path::of);
        return new FolderTelling(terminal, audience, summary.orElse(null));
    }

    private Publisher publisher(Terminal terminal, @Nullable Together group) {
        var wanted = new Publisher.Wanted(
                message == null ? "check" : message,
                check,
                budgetUsd,
                samples,
                aspects == null ? EnumSet.noneOf(Aspect.class) : aspects,
                whole,
                noWatch,
                yes,
                group);
        return new Publisher(belay.client(), terminal, belay.surroundings().stdin(), wanted);
    }
}
