package dev.belay.cli.working;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "rescore",
        header = "Try new criteria or assertions on recorded outputs, without a call.",
        description = {
            "",
            "The same as  belay publish DIR --check --all --budget 0:  replies that were paid before are scored by what",
            "the files say now. No model is asked, nothing is released, nobody is asked. Outputs without a recording are",
            "counted, and leave the check undecided."
        },
        footer = {
            "",
            "Examples:",
            "  belay rescore prompts/care/visit-summary",
            "  belay rescore . --output json       .outcome.measures.recorded, .outcome.measures.errors.budget",
            "",
            "Exit codes: 0 approved, 1 rejected, 2 a mistake in the folder, 3 platform, 4 undecided."
        })
public final class RescoreCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "DIR", description = "Folder with prompt.yaml.")
    private Path path;

    @Option(names = "--samples", paramLabel = "K", description = "Recorded outputs of each case, 1 to 20. Default: 1.")
    private @Nullable Integer samples;

    @Override
    public Integer call() throws InterruptedException {
        var terminal = belay.terminal();
        // Stopping early saves nothing where nothing is asked, and would leave recordings unread.
        var wanted = new Publisher.Wanted("rescore", true, BigDecimal.ZERO, samples, Set.of(), true, false, true, null);
        var publisher =
                new Publisher(belay.client(), terminal, belay.surroundings().stdin(), wanted);
        var started = publisher.start(path);
        var run = publisher.runToWatch(started);
        var outcome = run == null ? null : publisher.watched(run);
        terminal.result(started.result(outcome), () -> {});
        return outcome == null ? ExitCode.OK : outcome.run().state().exitCode();
    }
}
