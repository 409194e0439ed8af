package dev.belay.evaluation.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;

/**
 * The sentence-embedding model all-MiniLM-L6-v2, quantized, inside this process: no key, no network. It is loaded when the
 * first text comes, once a process; English first, and texts beyond some 500 tokens are averaged in parts.
 */
public final class MiniLm implements Embeddings {
    /** Loaded by the first that asks. */
    private static final class Loaded {
        static final EmbeddingModel MODEL = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
    }

    @Override
    public String model() {
        return "all-minilm-l6-v2-q";
    }

    @Override
    public double[] of(String text) {
        var vector = Loaded.MODEL.embed(text.isBlank() ? " " : text).content().vector();
        var wide = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            wide[i] = vector[i];
        }
        return wide;
    }
}
