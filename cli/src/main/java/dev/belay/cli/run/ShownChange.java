package dev.belay.cli.run;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Change;
import dev.belay.cli.api.Run;
import java.util.List;

/**
 * A change with its decision and what every case came to.
 *
 * @param attempts oldest first
 * @param outcome of the attempt that is shown
 */
public record ShownChange(Change change, List<Run> attempts, Outcome outcome, List<ShownCase> cases) {

    static ShownChange of(BelayClient client, Run run) {
        var results = client.results(run.run());
        var suite = client.suite(run.suite());
        return new ShownChange(
                client.change(run.change()),
                client.runs(run.change()),
                Outcome.of(client, run, client.measures(run.run()), null),
                ShownCase.of(suite, results));
    }
}
