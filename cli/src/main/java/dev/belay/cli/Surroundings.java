package dev.belay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the process finds around it, so that tests can give it another.
 *
 * @param interactive whether a person sits at both ends: progress may be redrawn, and a question is answered
 */
public record Surroundings(Map<String, String> environment, InputStream stdin, boolean interactive) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    private static final long GIT_PATIENCE_SECONDS = 2;

    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), System.in, atTerminal());
    }

    public Optional<String> env(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Whoever sits here: BELAY_USER, Git's e-mail address, else the account's name. */
    public String user() {
        return env("BELAY_USER")
                .or(this::gitEmail)
                .or(() -> env("USER"))
                .orElseGet(() -> System.getProperty("user.name", "unknown"));
    }

    private Optional<String> gitEmail() {
        try {
            var git = new ProcessBuilder("git", "config", "user.email")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader reader = git.inputReader(StandardCharsets.UTF_8)) {
                var email = reader.readLine();
                git.waitFor(GIT_PATIENCE_SECONDS, TimeUnit.SECONDS);
                return Optional.ofNullable(email).map(String::trim).filter(value -> !value.isEmpty());
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** From JDK 22 a console exists without a terminal too and says so itself, by a method that 21 has not. */
    private static boolean atTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) console.getClass().getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
