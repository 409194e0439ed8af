package dev.belay.evaluation.judging;

import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.provider.Providers;

/**
 * The model that judges outputs, and how it is asked.
 *
 * @param endpoint part of each request's identity, as {@link dev.belay.evaluation.provider.Provider#endpoint}
 * @param embeddings what {@code answer-relevance} compares questions by
 * @param sample another one is another, independent judgement of the same output
 * @param epoch as of {@link dev.belay.evaluation.provider.CompletionRequest}
 */
public record Judge(
        String endpoint, Model model, Asking asking, Embeddings embeddings, Grading grading, int sample, int epoch) {

    /** Asks the provider that {@code model} names, in promptfoo's way of grading, and nobody keeps what it says. */
    public static Judge of(Providers providers, Model model) {
        return new Judge(
                providers.endpoint(model.provider()), model, providers::complete, new MiniLm(), Grading.STANDARD, 0, 0);
    }

    /**
     * The same for a model that somebody named: {@code openai:gpt-4.1-mini}. Throws {@link IllegalArgumentException} for a
     * provider that there is not.
     */
    public static Judge named(Providers providers, String written) {
        int colon = written.indexOf(':');
        var provider = colon < 0 ? written : written.substring(0, colon);
        if (colon < 1 || colon == written.length() - 1 || !Providers.known().contains(provider)) {
            var near = Providers.meant(provider).map(meant -> "; did you mean \"" + meant + "\"?");
            throw new IllegalArgumentException("judge: \"" + written
                    + "\" (expected: provider:model, like openai:gpt-4.1-mini, with a provider of "
                    + String.join(", ", Providers.known()) + ")" + near.orElse(""));
        }
        return of(providers, new Model(provider, written.substring(colon + 1), null, null, null, null, null));
    }

    public Judge asking(Asking other) {
        return new Judge(endpoint, model, other, embeddings, grading, sample, epoch);
    }

    public Judge with(Embeddings other) {
        return new Judge(endpoint, model, asking, other, grading, sample, epoch);
    }

    public Judge with(Grading other) {
        return new Judge(endpoint, model, asking, embeddings, other, sample, epoch);
    }

    public Judge at(int otherSample, int otherEpoch) {
        return new Judge(endpoint, model, asking, embeddings, grading, otherSample, otherEpoch);
    }
}
