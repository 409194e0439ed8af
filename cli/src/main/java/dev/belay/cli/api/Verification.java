package dev.belay.cli.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of decisions that were made again from their stored inputs.
 *
 * @param left how many come after it
 * @param next to go on after; absent at the end
 */
public record Verification(
        int checked,
        long left,
        List<Difference> differences,
        @Nullable String next) {

    public record Difference(String prompt, String run, String what) {}
}
