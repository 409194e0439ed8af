package dev.belay.deployer.messaging;

import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.PromptState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is live, in memory. It is served whatever is away: only the replica's fold changes it, and only forward. */
@ApplicationScoped
public class LivePrompts {

    private final Map<String, PromptState> prompts = new ConcurrentHashMap<>();

    public Optional<LiveState> live(String prompt, String environment) {
        return Optional.ofNullable(prompts.get(prompt))
                .map(state -> state.environments().get(environment))
                .filter(live -> !live.nothingIsLive());
    }

    /** What is or was live there; empty where nothing ever was. */
    public Optional<LiveState> state(String prompt, String environment) {
        return Optional.ofNullable(prompts.get(prompt))
                .map(state -> state.environments().get(environment));
    }

    /** Of the prompt's releases. */
    public static int partitionOf(String prompt) {
        return ReleaseRecord.partitionOf(prompt);
    }

    /** Everything that is live in an environment, by the prompts' names. */
    public List<LiveState> in(String environment) {
        return prompts.values().stream()
                .map(state -> state.environments().get(environment))
                .filter(live -> live != null && !live.nothingIsLive())
                .sorted(Comparator.comparing(LiveState::prompt))
                .toList();
    }

    /** Everything that is or was live, in every environment. */
    Collection<LiveState> all() {
        return prompts.values().stream()
                .flatMap(state -> state.environments().values().stream())
                .sorted(Comparator.comparing(LiveState::key))
                .toList();
    }

    void put(PromptState state) {
        prompts.put(state.prompt(), state);
    }

    int size() {
        return prompts.size();
    }
}
