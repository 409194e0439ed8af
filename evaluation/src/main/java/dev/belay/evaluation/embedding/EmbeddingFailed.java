package dev.belay.evaluation.embedding;

/** No vector could be had. */
public final class EmbeddingFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EmbeddingFailed(String why) {
        super(why, null, false, false);
    }
}
