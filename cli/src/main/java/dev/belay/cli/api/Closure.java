package dev.belay.cli.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A prompt to which nothing is promoted.
 *
 * @param why in words, with who and since when
 */
public record Closure(
        String prompt,
        boolean frozen,
        boolean closed,
        String why,
        @Nullable Instant since) {

    /**
     * What going on lifted.
     *
     * @param unfreezing ordered, and so as soon as a deployer reads it
     */
    public record Resumption(String prompt, boolean paused, boolean reopened, boolean unfreezing) {}
}
