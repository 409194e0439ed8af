package dev.belay.evaluation.embedding;

/** A model that turns a text into a vector. Implementations are thread-safe. */
public interface Embeddings {
    /** What made the vectors, as evidence: vectors of two models cannot be compared. */
    String model();

    /** @throws EmbeddingFailed when there is no vector, for a reason that may pass */
    double[] of(String text);
}
