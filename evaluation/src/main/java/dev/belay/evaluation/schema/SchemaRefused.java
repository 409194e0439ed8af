package dev.belay.evaluation.schema;

/** The schema is not one that Ajv compiles. */
public final class SchemaRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public SchemaRefused(String why) {
        super(why);
    }
}
