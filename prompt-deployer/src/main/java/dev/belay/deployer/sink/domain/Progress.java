package dev.belay.deployer.sink.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a sink is with one prompt.
 *
 * @param number deployment number of what is live
 * @param held deployment number that the target holds; absent while it was not asked yet
 * @param at when that was found or written
 * @param failures in a row
 * @param error of the last of them; absent when there is none
 * @param nextTry of what is to be written; absent when nothing is
 */
public record Progress(
        String prompt,
        String environment,
        long number,
        @Nullable Long held,
        @Nullable Instant at,
        int failures,
        @Nullable String error,
        @Nullable Instant nextTry) {}
