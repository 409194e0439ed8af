package dev.belay.evaluation.expression;

/** The text is more than an expression of the subset: it would have to be run. */
public final class NotAnExpression extends Exception {
    private static final long serialVersionUID = 1;

    NotAnExpression(String why) {
        super(why);
    }
}
