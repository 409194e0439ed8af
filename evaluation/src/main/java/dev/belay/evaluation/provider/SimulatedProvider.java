package dev.belay.evaluation.provider;

import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import dev.belay.evaluation.provider.Answer.Reply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A model that is not one, so that Belay can be tried without a key: it summarises visit notes for patients by rules,
 * following what it understands of the prompt and ignoring the rest, so that an edit of the prompt changes the outputs.
 * Every reply is marked {@code simulated}. The same request always gets the same reply, latency and price.
 *
 * <p>The note is the last user message from its first {@code [1]} on, or all of it when it has none. What the other
 * messages and the text before the note say is understood as far as {@link SimulatedInstructions} goes.
 *
 * <p>Asked to judge a text by a rubric, it answers as {@link SimulatedJudge} says.
 *
 * <p>The latency that it reports is made up, as of a hosted model; the real pause is a few milliseconds, so that progress
 * can be watched.
 */
public final class SimulatedProvider implements Provider {

    static final Duration SHORTEST_PAUSE = Duration.ofMillis(15);
    static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

    private static final int MS_TO_FIRST_TOKEN = 280;
    private static final int MS_OF_JITTER = 240;
    private static final int MS_PER_TOKEN = 9;

    private final Prices prices;
    private final Duration shortestPause;
    private final Duration longestPause;

    public SimulatedProvider(Prices prices) {
        this(prices, SHORTEST_PAUSE, LONGEST_PAUSE);
    }

    /** @param longestPause the real time that a call may take; not what it reports */
    public SimulatedProvider(Prices prices, Duration shortestPause, Duration longestPause) {
        if (shortestPause.isNegative() || longestPause.compareTo(shortestPause) < 0) {
            throw new IllegalArgumentException(
                    "pause: " + shortestPause + " to " + longestPause + " (expected: 0 or more, the shorter first)");
        }
        this.prices = prices;
        this.shortestPause = shortestPause;
        this.longestPause = longestPause;
    }

    @Override
    public String endpoint() {
        return Providers.SIMULATED;
    }

    @Override
    public Answer complete(CompletionRequest request) {
        // A digest is as good as random, and the same whoever asks.
        long chance = Long.parseUnsignedLong(request.digest().value().substring("sha256:".length() + 1, 24), 16);
        var text = text(request, chance);
        int promptTokens = Tokens.of(request.messages());
        int completionTokens = Tokens.of(text);
        try {
            long span = longestPause.toMillis() - shortestPause.toMillis() + 1;
            TimeUnit.MILLISECONDS.sleep(shortestPause.toMillis() + Math.floorMod(chance, span));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fault(Kind.TIMEOUT, "interrupted during a simulated call", true);
        }
        var model = request.model();
        return new Reply(
                text,
                "stop",
                false,
                MS_TO_FIRST_TOKEN + Math.floorMod(chance, MS_OF_JITTER) + (long) MS_PER_TOKEN * completionTokens,
                promptTokens,
                completionTokens,
                prices.cost(model.provider(), model.name(), promptTokens, completionTokens)
                        .orElse(null),
                true);
    }

    private static String text(CompletionRequest request, long chance) {
        return SimulatedJudge.verdict(request.messages()).orElseGet(() -> summary(request, chance));
    }

    private static String summary(CompletionRequest request, long chance) {
        var instructions = new StringBuilder();
        var note = "";
        for (var message : request.messages()) {
            if (message.role() == Role.USER) {
                int first = SimulatedSummary.startOfNote(message.content());
                instructions.append(message.content(), 0, first).append('\n');
                note = message.content().substring(first);
            } else if (message.role() == Role.SYSTEM) {
                instructions.append(message.content()).append('\n');
            }
        }
        boolean json = request.responseFormat() != null
                && request.responseFormat().path("type").asText().startsWith("json");
        return SimulatedSummary.of(note, SimulatedInstructions.in(instructions.toString(), json), chance);
    }
}
