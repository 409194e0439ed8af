package dev.belay.worker.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.assertion.Webhooks;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.pacing.Pacer;
import dev.belay.evaluation.pacing.Turn;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.ProviderEnvironment;
import dev.belay.evaluation.provider.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that this worker can ask. */
@ApplicationScoped
class Models {

    private static final int CHARACTERS_PER_TOKEN = 3;
    private static final int TOKENS_AROUND_A_MESSAGE = 8;

    /** Reserved for a reply whose length nothing bounds: longer than nearly all are. */
    private static final int UNBOUNDED_REPLY = 2048;

    private final Prices prices;
    private final Providers providers;
    private final Embeddings embeddings;
    private final Optional<String> judge;
    private final Webhooks webhooks;
    private final Optional<String> replacement;

    @Inject
    Models(ExecutionConfig config, Pacer pacer) {
        this(config, pacer, System.getenv());
    }

    Models(ExecutionConfig config, Pacer pacer, Map<String, String> variables) {
        var environment =
                new ProviderEnvironment(with(config, variables), pacer, config.callTimeout(), config.attempts());
        this.prices = environment.prices();
        this.providers = environment.providers();
        this.embeddings = environment.embeddings();
        this.judge = config.judge().filter(name -> !name.isBlank());
        judge.flatMap(Judge::problemOf).ifPresent(problem -> {
            throw new IllegalArgumentException("judge: \"" + judge.get() + "\" (" + problem + ")");
        });
        this.webhooks = Webhooks.only(config.webhooks().orElse(""));
        this.replacement = config.model().filter(name -> !name.isBlank());
    }

    /** What is configured comes before what the environment says. */
    private static Map<String, String> with(ExecutionConfig config, Map<String, String> variables) {
        var all = new HashMap<>(variables);
        config.openaiBaseUrl().filter(url -> !url.isBlank()).ifPresent(url -> all.put("OPENAI_BASE_URL", url));
        config.openaiApiKey().filter(key -> !key.isBlank()).ifPresent(key -> all.put("OPENAI_API_KEY", key));
        config.prices().ifPresent(file -> all.put("BELAY_PRICES", file.toString()));
        return all;
    }

    /**
     * Absent where nobody can be asked: an agent runs its own prompt, whatever it is told.
     *
     * @param asked the prompt's own; absent when there is none
     */
    Optional<Judge> judge(CriteriaDocument criteria, @Nullable Model asked) {
        return Optional.ofNullable(criteria.judge())
                .or(() -> judge)
                .or(() -> asked == null || asked.provider().equals(Providers.HTTP)
                        ? Optional.empty()
                        : Optional.of(asked.provider() + ":" + asked.name()))
                .map(name -> Judge.named(providers, name).with(embeddings));
    }

    Webhooks webhooks() {
        return webhooks;
    }

    Embeddings embeddings() {
        return embeddings;
    }

    /**
     * With the model that is really asked, since that is what the reply depends on.
     *
     * @param vars of the case, for a system that runs the prompt itself
     */
    CompletionRequest request(
            PromptDocument prompt, List<Message> rendered, Map<String, JsonNode> vars, int sample, int epoch) {
        var model = prompt.model();
        if (replacement.isEmpty() || !model.provider().equals(Providers.OPENAI)) {
            return providers.request(prompt, rendered, vars, sample, epoch);
        }
        var asked = new Model(
                model.provider(),
                replacement.get(),
                model.temperature(),
                model.maxTokens(),
                model.topP(),
                model.seed(),
                model.stop());
        return providers.request(
                new PromptDocument(
                        prompt.name(),
                        prompt.template(),
                        asked,
                        prompt.messages(),
                        prompt.tools(),
                        prompt.responseFormat()),
                rendered,
                vars,
                sample,
                epoch);
    }

    /** As {@link Providers#turn}. */
    Turn turn(CompletionRequest request) throws InterruptedException {
        return providers.turn(request);
    }

    /** As {@link Providers#complete(CompletionRequest, Turn)}. */
    Answer complete(CompletionRequest request, Turn turn) {
        return providers.complete(request, turn);
    }

    /** What the call can cost at most, US dollars, by a cautious guess of its tokens; 0 without a known price. */
    BigDecimal mostUsd(CompletionRequest request) {
        int characters = length(request.tools()) + length(request.responseFormat());
        for (var message : request.messages()) {
            characters += message.content().length()
                    + length(message.toolCalls())
                    + TOKENS_AROUND_A_MESSAGE * CHARACTERS_PER_TOKEN;
        }
        var model = request.model();
        int reply = model.maxTokens() == null ? UNBOUNDED_REPLY : model.maxTokens();
        return prices.cost(model.provider(), model.name(), characters / CHARACTERS_PER_TOKEN + 1, reply)
                .orElse(BigDecimal.ZERO);
    }

    private static int length(@Nullable Object json) {
        return json == null ? 0 : json.toString().length();
    }
}
