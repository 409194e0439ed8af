package dev.belay.cli.run;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Deployment;
import dev.belay.cli.api.Measures;
import dev.belay.cli.api.Run;
import dev.belay.contracts.document.PromptDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A settled run with everything that is told about it.
 *
 * @param model {@code provider:name} of the candidate
 * @param simulated whether that is no real model
 * @param measures absent when the gate could not be asked for its results any more
 * @param deployment what became of the approved version; absent for a check, or while it is not live yet
 */
public record Outcome(
        Run run,
        String model,
        boolean simulated,
        @Nullable Measures measures,
        List<Offence> offences,
        @Nullable Deployment deployment) {

    private static final String SIMULATED = "simulated";

    public static Outcome of(
            BelayClient client, Run run, @Nullable Measures measures, @Nullable Deployment deployment) {
        var model = client.version(run.candidate().digest()).model();
        return new Outcome(run, name(model), simulated(model), measures, Offence.of(client, run), deployment);
    }

    private static String name(PromptDocument.Model model) {
        return model.provider() + ":" + model.name();
    }

    private static boolean simulated(PromptDocument.Model model) {
        return model.provider().equals(SIMULATED);
    }
}
