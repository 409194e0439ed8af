package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.PromptSummary;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest of a prompt in the registry, with its content. */
record RegistryState(
        PromptSummary summary,
        @Nullable PromptDocument prompt,
        @Nullable CriteriaDocument criteria,
        List<Case> cases) {

    static RegistryState of(BelayClient client, PromptName name) {
        var summary = client.prompt(name)
                .orElseThrow(() -> CliFailure.usage(
                        "the registry has no prompt " + name, "`belay init DIR --name " + name + "` starts one."));
        return new RegistryState(
                summary,
                summary.version() == null
                        ? null
                        : client.version(summary.version().digest()),
                summary.criteria() == null
                        ? null
                        : client.criteria(summary.criteria().digest()),
                summary.suite() == null
                        ? List.of()
                        : client.suite(summary.suite().digest()).cases());
    }
}
