package dev.belay.worker.execution;

import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.provider.OpenAiProvider;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.provider.SimulatedProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
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
    private final Optional<String> replacement;

    Models(ExecutionConfig config) throws IOException {
        this.prices = config.prices().isPresent()
                ? Prices.builtIn().with(config.prices().get())
                : Prices.builtIn();
        var settings = new OpenAiProvider.Settings(
                config.openaiBaseUrl().filter(url -> !url.isBlank()).orElse(OpenAiProvider.OFFICIAL_URL),
                config.openaiApiKey().orElse(null),
                config.callTimeout(),
                config.attempts());
        this.providers = new Providers(new OpenAiProvider(settings, prices), new SimulatedProvider(prices));
        this.replacement = config.model().filter(name -> !name.isBlank());
    }

    /** With the model that is really asked, since that is what the reply depends on. */
    CompletionRequest request(PromptDocument prompt, List<Message> rendered, int sample, int epoch) {
        var model = prompt.model();
        if (replacement.isEmpty() || !model.provider().equals(Providers.OPENAI)) {
            return providers.request(prompt, rendered, sample, epoch);
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
                sample,
                epoch);
    }

    /** As {@link Providers#complete}. */
    Answer complete(CompletionRequest request) {
        return providers.complete(request);
    }

    /** What the call can cost at most, US dollars, by a cautious guess of its tokens; 0 without a known price. */
    BigDecimal mostUsd(CompletionRequest request) {
        int characters = length(request.tools()) + length(request.responseFormat());
        for (var message : request.messages()) {
            characters += message.content().length() + TOKENS_AROUND_A_MESSAGE * CHARACTERS_PER_TOKEN;
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
