package dev.belay.evaluation.yaml;

/** The text is not one YAML document. A value more than a fault: it has no stack trace. */
public final class NotYaml extends Exception {
    private static final long serialVersionUID = 1;

    NotYaml(String why) {
        super(why, null, false, false);
    }
}
