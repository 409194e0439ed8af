package dev.belay.evaluation.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Prints values as JavaScript does, and counts how often one rendering loops, since Jinjava itself would loop for ever. */
final class NunjucksInterpreter extends JinjavaInterpreter {
    private static final long MOST_ROUNDS = 100_000;

    private final AtomicLong rounds;

    NunjucksInterpreter(JinjavaInterpreter original) {
        super(original);
        rounds = original instanceof NunjucksInterpreter own ? own.rounds : new AtomicLong();
    }

    NunjucksInterpreter(Jinjava application, Context context, JinjavaConfig config) {
        super(application, context, config);
        rounds = new AtomicLong();
    }

    void willLoop(int times) {
        if (rounds.addAndGet(times) > MOST_ROUNDS) {
            throw new TemplateFailed("its loops go round more than %,d times".formatted(MOST_ROUNDS));
        }
    }

    @Override
    public String getAsString(@Nullable Object object) {
        return Values.text(object);
    }
}
