package dev.belay.evaluation.judging;

import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;

/**
 * How a judge's questions get their answers: straight from a provider, or through a ledger that pays each once. It must not
 * throw for what the other side does; what it throws for reasons of its own passes through the judgement.
 */
@FunctionalInterface
public interface Asking {
    Answer ask(CompletionRequest request);
}
