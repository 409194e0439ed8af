package dev.belay.evaluation.judging;

import dev.belay.evaluation.embedding.EmbeddingFailed;
import dev.belay.evaluation.embedding.Embeddings;
import java.util.Map;

/** Given vectors of given texts. */
record Vectors(Map<String, double[]> byText) implements Embeddings {
    @Override
    public String model() {
        return "given";
    }

    @Override
    public double[] of(String text) {
        var vector = byText.get(text);
        if (vector == null) {
            throw new EmbeddingFailed("no vector for \"" + text + "\"");
        }
        return vector;
    }
}
