package dev.belay.evaluation.embedding;

/** How near two vectors are. */
public enum Similarity {
    COSINE {
        @Override
        public double of(double[] a, double[] b) {
            double lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
            return lengths == 0 ? 0 : dot(a, b) / lengths;
        }
    },
    DOT {
        @Override
        public double of(double[] a, double[] b) {
            return dot(a, b);
        }
    },
    /** A distance: 0 is nearest. */
    EUCLIDEAN {
        @Override
        public double of(double[] a, double[] b) {
            double squares = 0;
            for (int i = 0; i < a.length; i++) {
                squares += (a[i] - b[i]) * (a[i] - b[i]);
            }
            return Math.sqrt(squares);
        }
    };

    /** Both of one model. */
    public abstract double of(double[] a, double[] b);

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
