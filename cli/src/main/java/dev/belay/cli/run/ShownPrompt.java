package dev.belay.cli.run;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Change;
import dev.belay.cli.api.Live;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.PromptSummary;
import dev.belay.cli.api.Run;
import dev.belay.cli.api.VersionEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A prompt: what the registry has, what is live, and its newest changes.
 *
 * @param changes newest first
 */
public record ShownPrompt(PromptSummary prompt, @Nullable Live live, List<VersionEntry> versions, List<State> changes) {

    private static final int CHANGES = 10;

    /** @param state of the newest attempt; absent while the gate has opened none */
    public record State(Change change, Run.@Nullable State state) {}

    static ShownPrompt of(BelayClient client, PromptName prompt, String environment) {
        var summary = client.prompt(prompt)
                .orElseThrow(() -> CliFailure.usage(
                        "there is no prompt " + prompt,
                        "`belay init DIR --name " + prompt + "` starts one; `belay publish DIR` publishes it."));
        var changes = client.changes(prompt, CHANGES).stream()
                .map(change -> new State(change, newest(client, change).orElse(null)))
                .toList();
        return new ShownPrompt(
                summary, client.live(prompt, environment).orElse(null), client.versions(prompt), changes);
    }

    private static Optional<Run.State> newest(BelayClient client, Change change) {
        var runs = client.runs(change.change());
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast().state());
    }
}
