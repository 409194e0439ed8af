package dev.belay.cli.run;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Deployment;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Run;
import dev.belay.cli.terminal.Progress;
import dev.belay.cli.terminal.Terminal;
import java.time.Duration;
import java.util.Optional;

/** A change from its run to its end: decided, and live if it is to go live. */
public final class Following {

    private static final Duration DEPLOYING = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int RECENT = 20;

    private final BelayClient client;
    private final Terminal terminal;

    private final RunWatch watch;

    public Following(BelayClient client, Terminal terminal) {
        this(client, terminal, new RunWatch(client, terminal, RunWatch.Patience.USUAL));
    }

    /** @param progress is told of the run, beside others */
    public Following(BelayClient client, Terminal terminal, Progress progress) {
        this(client, terminal, new RunWatch(client, terminal, RunWatch.Patience.USUAL, () -> progress));
    }

    private Following(BelayClient client, Terminal terminal, RunWatch watch) {
        this.client = client;
        this.terminal = terminal;
        this.watch = watch;
    }

    public Outcome toTheEnd(String firstRun) throws InterruptedException {
        var settled = watched(firstRun);
        var run = settled.run();
        while (run.state() == Run.State.APPROVED && !run.check() && run.waitsFor() == null) {
            var deployment = deployed(run);
            if (deployment.isEmpty() || deployment.get().applied()) {
                return Outcome.of(client, run, settled.measures(), deployment.orElse(null));
            }
            // Another version went live first; the gate opens the next attempt, or says that there is none.
            var next = nextAttempt(run);
            if (next.isEmpty()) {
                return Outcome.of(client, run, settled.measures(), deployment.get());
            }
            terminal.say("  " + deployment.get().reason() + ": evaluated again as " + next.get());
            settled = watched(next.get());
            run = settled.run();
        }
        return Outcome.of(client, run, settled.measures(), null);
    }

    private RunWatch.Settled watched(String run) throws InterruptedException {
        return watch.untilSettled(run);
    }

    private Optional<Deployment> deployed(Run run) throws InterruptedException {
        var prompt = new PromptName(run.prompt());
        return Waiting.until(
                DEPLOYING,
                PAUSE,
                () -> client.deployments(prompt, null, RECENT).stream()
                        .filter(deployment -> deployment.belongsTo(run))
                        .findFirst());
    }

    private Optional<String> nextAttempt(Run run) throws InterruptedException {
        return Waiting.until(
                DEPLOYING,
                PAUSE,
                () -> client.runs(run.change()).stream()
                        .filter(other -> other.attempt() > run.attempt())
                        .map(Run::run)
                        .findFirst());
    }
}
