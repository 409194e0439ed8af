package dev.belay.evaluation.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.CompletionRequest.Candidate;
import dev.belay.evaluation.text.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The providers that a prompt can name. */
public final class Providers {

    public static final String ANTHROPIC = "anthropic";
    public static final String GEMINI = "gemini";
    public static final String HTTP = "http";
    public static final String OLLAMA = "ollama";
    public static final String OPENAI = "openai";
    public static final String REPLAY = "replay";
    public static final String SIMULATED = "simulated";

    /** What people write for one of these. */
    private static final Map<String, String> SLIPS = Map.of(
            "claude", ANTHROPIC,
            "google", GEMINI,
            "palm", GEMINI,
            "vertex", GEMINI,
            "gpt", OPENAI,
            "chatgpt", OPENAI,
            "azure", OPENAI,
            "vllm", OPENAI,
            "https", HTTP,
            "webhook", HTTP);

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
        return new TreeSet<>(List.of(ANTHROPIC, GEMINI, HTTP, OLLAMA, OPENAI, REPLAY, SIMULATED));
    }

    /** Where {@code provider} asks; its name where there is no such provider. */
    public String endpoint(String provider) {
        var known = byName.get(provider);
        return known == null ? provider : known.endpoint();
    }

    /** Which provider somebody meant who named none of these. */
    public static Optional<String> meant(String written) {
        return Optional.ofNullable(SLIPS.get(written.strip().toLowerCase(Locale.ROOT)))
                .or(() -> Spelling.nearest(written, known()));
    }

    /** The request for {@code prompt} with its messages as rendered for one case. */
    public CompletionRequest request(PromptDocument prompt, List<Message> rendered, int sample, int epoch) {
        return request(prompt, rendered, Map.of(), sample, epoch);
    }

    /** @param vars of the case, which a system that runs the prompt itself gets to see, and a model does not */
    public CompletionRequest request(
            PromptDocument prompt, List<Message> rendered, Map<String, JsonNode> vars, int sample, int epoch) {
        var candidate = prompt.model().provider().equals(HTTP)
                ? new Candidate(CanonicalJson.of(prompt, EventJson.mapper()).digest(), vars)
                : null;
        return new CompletionRequest(
                endpoint(prompt.model().provider()),
                prompt.model(),
                rendered,
                prompt.tools(),
                prompt.responseFormat(),
                sample,
                epoch,
                candidate);
    }

    /** As {@link Provider#turn}. */
    public Turn turn(CompletionRequest request) throws InterruptedException {
        var provider = byName.get(request.model().provider());
        return provider == null ? Turn.free() : provider.turn(request);
    }

    /** As {@link Provider#complete(CompletionRequest, Turn)}, asking whom the request's model names. */
    public Answer complete(CompletionRequest request, Turn turn) {
        var provider = byName.get(request.model().provider());
        if (provider == null) {
            return unknown(request);
        }
        return lost(request).orElseGet(() -> provider.complete(passed(request), turn));
    }

    /** As {@link Provider#complete}, asking whom the request's model names. */
    public Answer complete(CompletionRequest request) {
        var provider = byName.get(request.model().provider());
        if (provider == null) {
            return unknown(request);
        }
        return lost(request).orElseGet(() -> provider.complete(passed(request)));
    }

    private static CompletionRequest passed(CompletionRequest request) {
        return ChatMessage.takesAll(request.model().provider()) ? request : request.withTexts();
    }

    private static Optional<Answer> lost(CompletionRequest request) {
        return request.messages().stream()
                .flatMap(message -> ChatMessage.lostOn(request.model().provider(), message).stream())
                .findFirst()
                .map(why -> new Fault(Answer.Kind.BAD_REQUEST, "a message cannot be sent: " + why, false));
    }

    private Answer unknown(CompletionRequest request) {
        var name = request.model().provider();
        var missing = known().contains(name)
                ? "provider: \"" + name + "\" is not set up here (there are: "
                        + String.join(", ", new TreeSet<>(byName.keySet())) + ")"
                        + (name.equals(REPLAY) ? "; set BELAY_REPLAY to a file of recordings" : "")
                : "provider: \"" + name + "\" (expected: " + String.join(", ", known()) + ")";
        return new Fault(Answer.Kind.UNKNOWN_PROVIDER, missing, false);
    }
}
