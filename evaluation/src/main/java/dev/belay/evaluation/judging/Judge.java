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
