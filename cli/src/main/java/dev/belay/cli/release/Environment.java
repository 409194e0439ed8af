package dev.belay.cli.release;

/** Where versions are live when nobody names an environment. */
public final class Environment {

    public static final String DEFAULT = "production";

    private Environment() {}
}
