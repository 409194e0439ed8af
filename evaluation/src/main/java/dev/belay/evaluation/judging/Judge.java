package dev.belay.evaluation.judging;

import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.evaluation.provider.Providers;
import java.util.Optional;

/**
 * The model that judges outputs, and how it is asked.
 *
 * @param endpoint part of each request's identity, as {@link dev.belay.evaluation.provider.Provider#endpoint}
 * @param embeddings what {@code answer-relevance} compares questions by
 * @param sample another one is another, independent judgement of the same output
 * @param epoch as of {@link dev.belay.evaluation.provider.CompletionRequest}
 * @param confirms whether it is asked in other words, where a type has them
 */
public record Judge(
        String endpoint,
        Model model,
        Asking asking,
        Embeddings embeddings,
        Grading grading,
        int sample,
        int epoch,
        boolean confirms) {

    /** More than any case has samples. */
    private static final int SECOND = 1000;

    public Judge(
            String endpoint,
            Model model,
            Asking asking,
            Embeddings embeddings,
            Grading grading,
            int sample,
            int epoch) {
        this(endpoint, model, asking, embeddings, grading, sample, epoch, false);
    }

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
        problemOf(written).ifPresent(problem -> {
            throw new IllegalArgumentException("judge: \"" + written + "\" (" + problem + ")");
        });
        int colon = written.indexOf(':');
        return of(
                providers,
                new Model(written.substring(0, colon), written.substring(colon + 1), null, null, null, null, null));
    }

    /** What is wrong with the name of a judge, {@code provider:model}: what was expected instead. */
    public static Optional<String> problemOf(String written) {
        int colon = written.indexOf(':');
        var provider = colon < 0 ? written : written.substring(0, colon);
        if (colon > 0 && colon < written.length() - 1 && Providers.known().contains(provider)) {
            return Optional.empty();
        }
        var near = Providers.meant(provider).map(meant -> "; did you mean \"" + meant + "\"?");
        return Optional.of("expected: provider:model, like openai:gpt-4.1-mini, with a provider of "
                + String.join(", ", Providers.known()) + near.orElse(""));
    }

    public Judge asking(Asking other) {
        return new Judge(endpoint, model, other, embeddings, grading, sample, epoch, confirms);
    }

    public Judge with(Embeddings other) {
        return new Judge(endpoint, model, asking, other, grading, sample, epoch, confirms);
    }

    public Judge with(Grading other) {
        return new Judge(endpoint, model, asking, embeddings, other, sample, epoch, confirms);
    }

    public Judge at(int otherSample, int otherEpoch) {
        return new Judge(endpoint, model, asking, embeddings, grading, otherSample, otherEpoch, confirms);
    }

    /** For a second judgement of the same output: another reply, and in other words where the type has them. */
    public Judge confirming() {
        return new Judge(endpoint, model, asking, embeddings, grading, sample + SECOND, epoch, true);
    }
}
