package dev.belay.evaluation.provider;

import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.evaluation.provider.Answer.Fault;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The providers that a prompt can name. */
public final class Providers {

    public static final String OPENAI = "openai";
    public static final String SIMULATED = "simulated";

    private final Map<String, Provider> byName;

    public Providers(OpenAiProvider openAi, SimulatedProvider simulated) {
        this(Map.of(OPENAI, openAi, SIMULATED, simulated));
    }

    /** @param byName by what {@code model.provider} says */
    public Providers(Map<String, Provider> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** What {@code model.provider} of a prompt may say. */
    public static SortedSet<String> known() {
        return new TreeSet<>(List.of(OPENAI, SIMULATED));
    }

    /** The request for {@code prompt} with its messages as rendered for one case. */
    public CompletionRequest request(PromptDocument prompt, List<Message> rendered, int sample, int epoch) {
        var provider = byName.get(prompt.model().provider());
        return new CompletionRequest(
                provider == null ? prompt.model().provider() : provider.endpoint(),
                prompt.model(),
                rendered,
                prompt.tools(),
                prompt.responseFormat(),
                sample,
                epoch);
    }

    /** As {@link Provider#complete}, asking whom the request's model names. */
    public Answer complete(CompletionRequest request) {
        var provider = byName.get(request.model().provider());
        if (provider == null) {
            return new Fault(
                    Answer.Kind.UNKNOWN_PROVIDER,
                    "provider: \"" + request.model().provider() + "\" (expected: " + String.join(", ", known()) + ")",
                    false);
        }
        return provider.complete(request);
    }
}
