package dev.belay.evaluation.expression;

/** The expression cannot be computed for these values; JavaScript throws here. */
public final class ExpressionFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExpressionFailed(String why) {
        super(why);
    }
}
