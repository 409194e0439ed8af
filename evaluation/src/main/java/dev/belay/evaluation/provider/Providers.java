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

    /** Where {@code provider} asks; its name where there is no such provider. */
    public String endpoint(String provider) {
        var known = byName.get(provider);
        return known == null ? provider : known.endpoint();
    }

    /** The request for {@code prompt} with its messages as rendered for one case. */
    public CompletionRequest request(PromptDocument prompt, List<Message> rendered, int sample, int epoch) {
        return new CompletionRequest(
                endpoint(prompt.model().provider()),
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
