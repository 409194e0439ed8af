package dev.belay.worker.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How tasks are evaluated. */
@ConfigMapping(prefix = "belay.worker.execution")
public interface ExecutionConfig {

    /** Tasks evaluated at once by this instance, and so the most calls that it has under way. */
    @WithDefault("32")
    int slots();

    /** Of one call with its retries, hard: the leases are longer. */
    @WithDefault("60s")
    Duration callTimeout();

    /** Requests that one call may make. */
    @WithDefault("4")
    int attempts();

    /** Up to and without {@code /chat/completions}; the official one when absent. */
    Optional<String> openaiBaseUrl();

    Optional<String> openaiApiKey();

    /** Asked instead of the model that an {@code openai} prompt names. */
    Optional<String> model();

    /** Who judges where criteria do not say, {@code provider:model}; where absent, the model that the prompt asks. */
    Optional<String> judge();

    /** Beginnings of the addresses that webhook assertions may post to, separated by commas; none may where it is empty. */
    Optional<String> webhooks();

    /** A file of prices that comes before the table that ships. */
    Optional<Path> prices();
}
