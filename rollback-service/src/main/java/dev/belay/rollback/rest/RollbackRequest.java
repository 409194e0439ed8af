package dev.belay.rollback.rest;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.rollback.rest.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * @param prompt {@code team/name}
 * @param environment the configured one when absent
 * @param to number of the version to go back to; the last known good one when absent
 * @param detectedAt when what it is for was noticed
 * @param toTime to what was live then; not together with {@code to}
 */
public record RollbackRequest(
        @Nullable String prompt,
        @Nullable String environment,
        @Nullable Integer to,
        @Nullable String reason,
        @Nullable Instant detectedAt,
        @Nullable Instant toTime) {

    private static final Pattern PROMPT = Pattern.compile("[^/\\s]{1,100}/[^/\\s]{1,99}");
    private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    static final int LONGEST_REASON = 2000;

    /** Two clocks may differ by so much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** With the version that was live at {@link #toTime}, which stays: it is the same request. */
    RollbackRequest to(int version) {
        return new RollbackRequest(prompt, environment, version, reason, detectedAt, toTime);
    }

    /** Every mistake in it. */
    List<FieldError> mistakes(Instant now) {
        var mistakes = new ArrayList<FieldError>();
        if (prompt == null || !PROMPT.matcher(prompt).matches()) {
            mistakes.add(new FieldError("prompt", prompt + " (expected: team/name, like care/visit-summary)"));
        }
        if (environment != null && !ENVIRONMENT.matcher(environment).matches()) {
            mistakes.add(new FieldError("environment", environment + " (expected: a name, like production)"));
        }
        if (to != null && to < 1) {
            mistakes.add(new FieldError("to", to + " (expected: a version number, 1 or above)"));
        }
        if (toTime != null && (to != null || toTime.isAfter(now))) {
            mistakes.add(new FieldError("toTime", toTime + " (expected: a time in the past, and no version in to)"));
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            mistakes.add(new FieldError("reason", reason.length() + " characters (expected: at most 2000)"));
        }
        if (detectedAt != null && detectedAt.isAfter(now.plus(CLOCKS_DIFFER))) {
            mistakes.add(
                    new FieldError("detectedAt", detectedAt + " (expected: not in the future, it is " + now + ")"));
        }
        return List.copyOf(mistakes);
    }

    /** The same for the same request, however it was written. */
    Digest digest() {
        return CanonicalJson.of(this, EventJson.mapper()).digest();
    }
}
