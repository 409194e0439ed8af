package dev.belay.deployer.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The point in time from which on somebody wants to see the log. */
sealed interface Since {

    record Moment(Instant instant) implements Since {}

    record Unreadable(String problem) implements Since {}

    Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    /** @param text an ISO 8601 instant or a number and a unit; the beginning when absent */
    static Since of(@Nullable String text, Instant now) {
        if (text == null || text.isBlank()) {
            return new Moment(Instant.EPOCH);
        }
        var ago = AGO.matcher(text);
        try {
            return new Moment(ago.matches() ? now.minus(ago(ago.group(1), ago.group(2))) : Instant.parse(text));
        } catch (DateTimeException e) {
            return new Unreadable(
                    "since: " + text + " (expected: an instant like 2026-11-01T12:00:00Z, or how long ago, like 24h)");
        }
    }

    private static Duration ago(String amount, String unit) {
        var number = Long.parseLong(amount);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("unit: " + unit + " (expected: s, m, h or d)");
        };
    }
}
