package dev.belay.evaluation.provider;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What came of a request: a reply that is worth recording, or the reason why there is none. */
public sealed interface Answer {

    /**
     * A usable reply; nothing else may be recorded in the ledger.
     *
     * @param text the content; of a refusal what the model said instead; of a reply that calls tools the calls, or
     *     the message where it also says something, as JSON
     * @param finishReason the provider's word: {@code stop}, {@code length}, {@code tool_calls}, …
     * @param refused whether the model marked it as a refusal
     * @param latencyMs of the attempt that succeeded, without the waits of earlier ones
     * @param promptTokens absent when the provider does not count
     * @param completionTokens absent when the provider does not count
     * @param costUsd absent for a model without a known price
     * @param simulated no model was asked
     */
    record Reply(
            String text,
            String finishReason,
            boolean refused,
            long latencyMs,
            @Nullable Integer promptTokens,
            @Nullable Integer completionTokens,
            @Nullable BigDecimal costUsd,
            boolean simulated)
            implements Answer {

        /** The same at a price. */
        Reply at(@Nullable BigDecimal cost) {
            return new Reply(text, finishReason, refused, latencyMs, promptTokens, completionTokens, cost, simulated);
        }
    }

    /**
     * @param message for people; holds no key and no text of the prompt
     * @param retryable whether the same request may succeed later
     */
    record Fault(Kind kind, String message, boolean retryable) implements Answer {}

    /** {@link #word} goes into events: a stable word for machines. */
    enum Kind {
        TIMEOUT("timeout"),
        UNREACHABLE("unreachable"),
        RATE_LIMITED("rate-limited"),
        SERVER_ERROR("server-error"),
        NOT_ALLOWED("not-allowed"),
        BAD_REQUEST("bad-request"),
        BAD_REPLY("bad-reply"),
        CONTENT_FILTER("content-filter"),
        UNKNOWN_PROVIDER("unknown-provider");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
