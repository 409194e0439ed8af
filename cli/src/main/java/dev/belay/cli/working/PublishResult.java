package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.Published;
import dev.belay.cli.run.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A publication from the folder to the decision.
 *
 * @param change absent when there was nothing to evaluate
 * @param run its first run
 * @param outcome absent when nobody watched
 */
public record PublishResult(
        String prompt,
        Published.Version version,
        Published.Criteria criteria,
        Published.Suite suite,
        @Nullable String change,
        @Nullable String run,
        List<String> withdrawn,
        RunEstimate estimate,
        List<CliFailure.Detail> warnings,
        @Nullable Outcome outcome) {}
