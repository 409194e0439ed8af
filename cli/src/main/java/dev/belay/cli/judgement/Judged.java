package dev.belay.cli.judgement;

import dev.belay.cli.Invocation;
import dev.belay.cli.run.Following;
import dev.belay.cli.run.Outcome;
import dev.belay.cli.run.OutcomeText;
import dev.belay.cli.run.RunId;

/** What became of a change after somebody judged it: decided, or waiting for somebody else. */
final class Judged {

    private final Invocation belay;

    Judged(Invocation belay) {
        this.belay = belay;
    }

    /** Of what {@code subject} names: a run, a change, or a prompt's newest change. */
    String change(String subject) {
        return RunId.changeOf(RunId.resolve(belay.client(), subject));
    }

    /** @param said what was said, for JSON */
    record Document(Object said, Outcome outcome) {}

    /** Returns the exit code. */
    int tell(String change, Object said) throws InterruptedException {
        var terminal = belay.terminal();
        var client = belay.client();
        var outcome = new Following(client, terminal).toTheEnd(RunId.resolve(client, change));
        terminal.result(new Document(said, outcome), () -> new OutcomeText(terminal).print(outcome));
        return outcome.run().state().exitCode();
    }
}
