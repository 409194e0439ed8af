package dev.belay.cli.working;

import dev.belay.cli.Belay;
import dev.belay.cli.CliFailure;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
            "An approved version goes live. Criteria are published only by their owner, never over newer ones; cases",
            "are merged by id."
        },
        footer = {
            "",
            "Examples:",
            "  belay publish prompts/care/visit-summary -m \"shorter sentences\"",
            "  belay publish . -m \"try this\" --check          decide, release nothing: for a pull request",
            "  belay publish . -m \"big suite\" --budget 2.50   stop, undecided, before it costs more",
            "  belay publish prompts -m \"pull request 7\" --check --changed-since origin/main --format github",
            "",
            "Exit codes, of several folders the first that applies of 2, 1, 4: 0 approved, 1 rejected, 2 a mistake in the folder, 3 platform, 4 undecided."
        })
public final class PublishCommand implements Callable<Integer> {

    @ParentCommand
    private Belay belay;

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
            names = "--aspect",
            paramLabel = "ASPECT",
            split = ",",
            description = "What it affects: tone, persona, safety.")
    private @Nullable Set<Aspect> aspects;

    @Option(names = "--no-watch", description = "Return as soon as it is published.")
    private boolean noWatch;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before a run that may cost more than $1.")
    private boolean yes;

    @Option(
            names = "--changed-since",
            paramLabel = "REF",
            description = "Only folders with a file that differs from this Git revision, committed or not.")
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

    /** A folder's place in the list of a call for several, when it was not published. */
    record FailedDocument(String folder, Error error) {

        record Error(int exitCode, String message, List<CliFailure.Detail> errors) {}
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
        var folders = FolderChoice.of(paths, changedSince);
        if (folders.isEmpty()) {
            terminal.say("No prompt folder changed since " + changedSince + ".");
        }
        var wanted = new Publisher.Wanted(
                message == null ? "check" : message,
                check,
                budgetUsd,
                aspects == null ? EnumSet.noneOf(Aspect.class) : aspects,
                noWatch,
                yes);
        var publisher =
                new Publisher(belay.client(), terminal, belay.surroundings().stdin(), wanted);
        var results = new ArrayList<FolderResult>();
        for (var folder : folders) {
            results.add(format == Format.github ? guarded(publisher, folder) : published(publisher, folder));
        }
        return report(terminal, results);
    }

    /** A platform that is away is no result of a folder, and ends the call. */
    private static FolderResult published(Publisher publisher, Path folder) throws InterruptedException {
        try {
            return new FolderResult.Done(folder, publisher.publish(folder));
        } catch (CliFailure failure) {
            if (failure.mayPass()) {
                throw failure;
            }
            return new FolderResult.Failed(folder, failure);
        }
    }

    /** No line of an output or a file that is printed meanwhile is taken for a workflow command. */
    private FolderResult guarded(Publisher publisher, Path folder) throws InterruptedException {
        var terminal = belay.terminal();
        var token = UUID.randomUUID().toString();
        terminal.say("::stop-commands::" + token);
        FolderResult result;
        try {
            result = published(publisher, folder);
            complain(List.of(result), terminal::say);
        } finally {
            terminal.say("::" + token + "::");
        }
        GitHubReport.annotations(result).forEach(terminal::say);
        summarise(GitHubReport.summary(result));
        return result;
    }

    private void summarise(String markdown) {
        var file = belay.surroundings().env("GITHUB_STEP_SUMMARY");
        try {
            if (file.isPresent()) {
                Files.writeString(Path.of(file.get()), markdown, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw CliFailure.usage("GITHUB_STEP_SUMMARY: cannot write " + file.get() + ": " + e.getMessage(), null);
        }
    }

    /** What is wrong with a folder was told under guard where GitHub reads along. */
    private int report(Terminal terminal, List<FolderResult> results) {
        boolean told = format == Format.github;
        if (results.size() != 1) {
            terminal.result(results.stream().map(PublishCommand::document).toList(), () -> {
                if (!told) {
                    complain(results, terminal::complain);
                }
            });
        } else if (results.getFirst() instanceof FolderResult.Failed failed && !told) {
            throw failed.failure();
        } else {
            terminal.result(document(results.getFirst()), () -> {});
        }
        return FolderResult.exitCode(results);
    }

    private static Object document(FolderResult result) {
        return switch (result) {
            case FolderResult.Done done -> done.result();
            case FolderResult.Failed(var folder, var failure) ->
                new FailedDocument(
                        folder.toString(),
                        new FailedDocument.Error(
                                failure.exitCode(), String.valueOf(failure.getMessage()), failure.details()));
        };
    }

    private static void complain(List<FolderResult> results, Consumer<String> teller) {
        for (var result : results) {
            if (result instanceof FolderResult.Failed(var folder, var failure)) {
                failure.details().forEach(detail -> teller.accept(detail.asLine()));
                teller.accept(folder + ": " + failure.getMessage());
            }
        }
    }
}
