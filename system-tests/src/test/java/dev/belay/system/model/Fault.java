package dev.belay.system.model;

import java.util.Arrays;
import java.util.Locale;

/** What a provider may do instead of answering. */
public enum Fault {
    SERVER_ERROR,
    /** 429, with a {@code Retry-After} of one second. */
    RATE_LIMIT,
    /** Half a JSON document, of the length that was promised. */
    MALFORMED,
    /** The connection ends before the promised length. */
    TRUNCATED,
    /** No answer, ever. */
    HANG,
    /** A complete answer without text: {@code finish_reason} is {@code content_filter}. */
    CONTENT_FILTER;

    static Fault named(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "fault: %s (expected: one of %s)".formatted(name, Arrays.toString(values()))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
