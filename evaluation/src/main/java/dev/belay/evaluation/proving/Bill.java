package dev.belay.evaluation.proving;

import dev.belay.evaluation.judging.Asking;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Tokens;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a judge's work would cost at most: answers every question itself, so that the second one is asked too, and adds up what
 * it would have paid. Any thread may ask.
 */
public final class Bill implements Asking {

    /** A judge says a sentence and a number; more than that is rare. */
    private static final int REPLY_TOKENS = 200;

    private static final String YES = "{\"pass\": true, \"score\": 1, \"reason\": \"nobody was asked\"}";

    private final Prices prices;
    private final AtomicInteger calls = new AtomicInteger();
    private BigDecimal costUsd = BigDecimal.ZERO;
    private boolean priced = true;

    public Bill(Prices prices) {
        this.prices = prices;
    }

    @Override
    public Answer ask(CompletionRequest request) {
        calls.incrementAndGet();
        var model = request.model();
        int replyTokens = model.maxTokens() == null ? REPLY_TOKENS : model.maxTokens();
        add(prices.cost(model.provider(), model.name(), Tokens.of(request.messages()), replyTokens));
        return new Answer.Reply(YES, "stop", false, 1, null, null, null, true);
    }

    private synchronized void add(Optional<BigDecimal> cost) {
        priced &= cost.isPresent();
        costUsd = costUsd.add(cost.orElse(BigDecimal.ZERO));
    }

    public int calls() {
        return calls.get();
    }

    /** US dollars; absent for a model without a known price. */
    public synchronized @Nullable BigDecimal costUsd() {
        return priced ? costUsd : null;
    }
}
