package dev.belay.cli.criteria;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Simulation;
import dev.belay.cli.api.Simulation.Kind;
import dev.belay.cli.terminal.Progress.Tally;
import dev.belay.cli.terminal.ProgressBar;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.working.ExampleTrial;
import dev.belay.cli.working.WorkingCopy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "simulate",
        header = "What these criteria cost: how often they block an unchanged prompt, and what they see.",
        description = {
            "",
            "Draws outputs by chance and lets the gate decide by rules 1 to 6, many times, for the folder's criteria and cases:",
            "a candidate as good as the live version, one with a broken case, one that is worse everywhere. How probably a case",
            "passes is taken from what is recorded of the live version, and assumed where nothing is. No model is asked."
        },
        footer = {
            "",
            "Examples:",
            "  belay criteria simulate prompts/care/visit-summary",
            "  belay criteria simulate . --runs 1000 --samples 5",
            "  belay criteria simulate . --output json      .scenarios[0].blocked is the false-block rate"
        })
final class SimulateCommand implements Callable<Integer> {

    private static final double BROKEN = 0.2;
    private static final double HALF = 0.5;
    private static final double LESS = 0.05;

    /** In one request: a second or so of the gate's time, and what it accepts of large suites. */
    private static final int OUTPUTS = 200_000;

    private static final int MOST_SAMPLES = 20;

    @ParentCommand
    private CriteriaCommand criteria;

    @Parameters(paramLabel = "DIR", description = "Folder with prompt.yaml, criteria.yaml and cases.")
    private Path path;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "200",
            description = "Decisions for each assumption; more are more exact. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--samples",
            paramLabel = "K",
            description = "Outputs of each case to begin with, 1 to 20. Default: as the criteria's regression says.")
    private @Nullable Integer samples;

    @Option(
            names = "--assume",
            paramLabel = "P",
            defaultValue = "0.98",
            description = "How probably a case passes where nothing is recorded, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double assumed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same one gives the same answer. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /**
     * @param standardError of {@code blocked}, by the number of runs
     * @param calls of the candidate in a run, on average
     */
    record Result(
            Kind scenario, @Nullable Double to, double blocked, double standardError, double calls, Simulation counts) {

        static Result of(Kind scenario, @Nullable Double to, Simulation counts) {
            double blocked = counts.blocked();
            return new Result(
                    scenario,
                    to,
                    blocked,
                    Math.sqrt(blocked * (1 - blocked) / counts.runs()),
                    (double) counts.candidateCalls() / counts.runs(),
                    counts);
        }
    }

    record Document(String prompt, int cases, int recordedCases, List<Result> scenarios) {}

    @Override
    public Integer call() {
        if (runs < 1) {
            throw CliFailure.usage("--runs " + runs + " (expected: 1 or more)", null);
        }
        var terminal = criteria.belay().terminal();
        var copy = WorkingCopy.read(path);
        var cases = copy.folder().cases().stream()
                .map(one -> new Simulation.Case(one.id(), one.failureMode()))
                .toList();
        if (cases.isEmpty()) {
            throw CliFailure.usage(path + " has no cases to simulate", "Write some in cases/, or `belay pull` them.");
        }
        var document = ExampleTrial.of(copy).criteria();
        var order = new Simulation.Order(
                copy.name().value(), document, cases, samples, assumed, Kind.UNCHANGED, null, 1, seed);
        var results = simulated(order, terminal);
        var answer = new Document(
                copy.name().value(), cases.size(), results.getFirst().counts().recordedCases(), results);
        terminal.result(answer, () -> SimulationText.print(answer, terminal));
        return ExitCode.OK;
    }

    private List<Result> simulated(Simulation.Order order, Terminal terminal) {
        var client = criteria.belay().client();
        var bar = new ProgressBar(terminal, System::nanoTime);
        var progress = new Counts(bar, 4 * runs);
        var results = new ArrayList<Result>();
        results.add(result(client, order, Kind.UNCHANGED, null, progress));
        results.add(result(client, order, Kind.ONE_CASE, BROKEN, progress));
        results.add(result(client, order, Kind.ONE_CASE, HALF, progress));
        results.add(result(client, order, Kind.EVERY_CASE, LESS, progress));
        bar.finish(progress.tally);
        return List.copyOf(results);
    }

    private Result result(BelayClient client, Simulation.Order order, Kind kind, @Nullable Double to, Counts progress) {
        int most = Math.max(1, OUTPUTS / (2 * order.cases().size() * MOST_SAMPLES));
        Simulation sum = null;
        for (int done = 0; done < runs; done += most) {
            var part = client.simulate(order.of(kind, to, Math.min(most, runs - done), seed + done));
            progress.add(part);
            sum = sum == null ? part : sum.plus(part);
        }
        return Result.of(kind, to, Objects.requireNonNull(sum));
    }

    /** Approved, rejected and held back, as a run's outputs are told. */
    private static final class Counts {
        private final ProgressBar bar;
        private Tally tally;

        Counts(ProgressBar bar, int expected) {
            this.bar = bar;
            this.tally = new Tally(expected, 0, 0, 0, 0, BigDecimal.ZERO);
        }

        void add(Simulation part) {
            tally = new Tally(
                    tally.expected(),
                    tally.measured() + part.runs(),
                    tally.passed() + part.approved(),
                    tally.failed() + part.rejected(),
                    tally.errors() + part.heldBack(),
                    BigDecimal.ZERO);
            bar.show(tally);
        }
    }
}
