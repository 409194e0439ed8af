package dev.belay.evaluation.provider;

import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.evaluation.template.TemplateFailed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run will take, guessed high: recorded completions are not paid again, a rejection stops the rest, and a reply
 * is taken to be as long as {@code maxTokens} lets it. Tokens are guessed from characters.
 *
 * @param costUsd absent for a model without a known price
 */
public record Estimate(
        int calls,
        long promptTokens,
        long completionTokens,
        @Nullable BigDecimal costUsd,
        Duration time) {

    /** Tokens of a reply whose length nothing bounds. */
    private static final int UNBOUNDED_REPLY = 300;

    private static final double OPENAI_FIRST_TOKEN_SECONDS = 0.8;
    private static final double OPENAI_TOKENS_PER_SECOND = 60;

    /**
     * @param samples per case and subject
     * @param subjects 2 where a live version is compared with, which is taken to be about as long; else 1
     * @param concurrency calls under way at once
     */
    public record Plan(int samples, int subjects, int concurrency) {

        public Plan {
            if (samples < 1 || subjects < 1 || concurrency < 1) {
                throw new IllegalArgumentException("samples, subjects and concurrency: " + samples + ", " + subjects
                        + ", " + concurrency + " (expected: at least 1 each)");
            }
        }
    }

    public static Estimate of(PromptDocument prompt, List<Case> cases, Plan plan, Prices prices) {
        var template = PromptTemplate.of(prompt);
        long repeats = (long) plan.samples() * plan.subjects();
        long promptTokens = repeats
                * cases.stream()
                        .mapToLong(evalCase -> promptTokens(template, evalCase))
                        .sum();
        int calls = Math.toIntExact(repeats * cases.size());
        int replyTokens = replyTokens(prompt.model());
        long completionTokens = (long) calls * replyTokens;
        var cost = prices.cost(prompt.model().provider(), prompt.model().name(), promptTokens, completionTokens);
        double rounds = Math.ceil((double) calls / plan.concurrency());
        var time = Duration.ofMillis(Math.round(1000 * rounds * secondsOfCall(prompt.model(), replyTokens)));
        return new Estimate(calls, promptTokens, completionTokens, cost.orElse(null), time);
    }

    /** A case whose prompt cannot be rendered is not asked. */
    private static int promptTokens(PromptTemplate template, Case evalCase) {
        try {
            return Tokens.of(template.render(evalCase.vars()));
        } catch (TemplateFailed failed) {
            return 0;
        }
    }

    private static int replyTokens(PromptDocument.Model model) {
        return model.maxTokens() == null ? UNBOUNDED_REPLY : model.maxTokens();
    }

    private static double secondsOfCall(PromptDocument.Model model, int replyTokens) {
        return model.provider().equals(Providers.SIMULATED)
                ? SimulatedProvider.LONGEST_PAUSE.toMillis() / 1000.0
                : OPENAI_FIRST_TOKEN_SECONDS + replyTokens / OPENAI_TOKENS_PER_SECOND;
    }
}
