package dev.belay.evaluation.pacing;

import dev.belay.evaluation.pacing.Sign.Allowance;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What headers say of a rate limit, in the dialects that are about: OpenAI's {@code x-ratelimit-remaining-requests} with a
 * reset like {@code 6m0s}, Anthropic's {@code anthropic-ratelimit-requests-remaining} with a time, and the plain
 * {@code x-ratelimit-remaining} with seconds to wait or since the epoch. Tokens are obeyed once there are none left, since
 * nobody knows beforehand how many a call takes.
 */
public final class RateHeaders {
    private record Dialect(String remaining, String reset, boolean requests) {}

    private static final List<Dialect> DIALECTS = List.of(
            new Dialect("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests", true),
            new Dialect("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens", false),
            new Dialect("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset", true),
            new Dialect("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset", false),
            new Dialect("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset", false),
            new Dialect(
                    "anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset", false),
            new Dialect("x-ratelimit-remaining", "x-ratelimit-reset", true),
            new Dialect("ratelimit-remaining", "ratelimit-reset", true));

    private static final Pattern SPAN = Pattern.compile(
            "(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+(?:\\.\\d+)?)s)?(?:(\\d+(?:\\.\\d+)?)ms)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

    /** A larger number of seconds is a time, and not a wait. */
    private static final double LONGEST_WAIT_SECONDS = 10_000_000;

    private RateHeaders() {}

    /**
     * The narrowest of what they say; null when they say nothing that can be understood.
     *
     * @param header a value by name, in any case
     */
    public static @Nullable Allowance read(Function<String, Optional<String>> header, Instant now) {
        return DIALECTS.stream()
                .flatMap(dialect -> read(dialect, header, now))
                .min((a, b) -> a.left() != b.left()
                        ? Integer.compare(a.left(), b.left())
                        : b.until().compareTo(a.until()))
                .orElse(null);
    }

    private static Stream<Allowance> read(Dialect dialect, Function<String, Optional<String>> header, Instant now) {
        var remaining = header.apply(dialect.remaining()).flatMap(RateHeaders::count);
        var reset = header.apply(dialect.reset()).flatMap(value -> reset(value.strip(), now));
        if (remaining.isEmpty() || reset.isEmpty() || (!dialect.requests() && remaining.get() > 0)) {
            return Stream.empty();
        }
        return Stream.of(new Allowance(remaining.get(), reset.get()));
    }

    private static Optional<Integer> count(String value) {
        var text = value.strip();
        return NUMBER.matcher(text).matches()
                ? Optional.of((int) Math.min(Integer.MAX_VALUE, Double.parseDouble(text)))
                : Optional.empty();
    }

    private static Optional<Instant> reset(String value, Instant now) {
        if (NUMBER.matcher(value).matches()) {
            double seconds = Double.parseDouble(value);
            var span = Duration.ofMillis(Math.round(seconds * 1000));
            return Optional.of(seconds > LONGEST_WAIT_SECONDS ? Instant.EPOCH.plus(span) : now.plus(span));
        }
        var span = SPAN.matcher(value);
        if (!value.isEmpty() && span.matches()) {
            double seconds = part(span.group(1)) * 86_400
                    + part(span.group(2)) * 3_600
                    + part(span.group(3)) * 60
                    + part(span.group(4))
                    + part(span.group(5)) / 1000;
            return Optional.of(now.plusMillis(Math.round(seconds * 1000)));
        }
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private static double part(@Nullable String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }
}
