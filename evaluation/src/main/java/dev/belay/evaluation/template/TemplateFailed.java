package dev.belay.evaluation.template;

/** The template cannot be read or rendered; promptfoo makes the whole case an error of this. */
public final class TemplateFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    TemplateFailed(String why) {
        super("Template render error: " + why);
    }
}
