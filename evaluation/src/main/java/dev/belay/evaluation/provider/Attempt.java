package dev.belay.evaluation.provider;

import dev.belay.evaluation.pacing.Sign;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one request came to.
 *
 * @param again whether the same request may be made again: it has certainly not been answered
 * @param retryAfter how long the server asks to wait before that
 * @param sign what it shows of the load
 */
record Attempt(Answer answer, boolean again, @Nullable Duration retryAfter, Sign sign) {

    static Attempt last(Answer answer, Sign sign) {
        return new Attempt(answer, false, null, sign);
    }
}
