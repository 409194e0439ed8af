package dev.belay.evaluation.judging;

import dev.belay.contracts.canonical.Digest;
import java.util.List;

/**
 * Who judged: two judgements are comparable when all but {@code completions} agree.
 *
 * @param model the provider's name of it
 * @param prompt of the canonical JSON of everything that the judge is told before an output comes in: its templates and the
 *     parameters of its model
 * @param completions the requests made, in order: the ledger's keys
 */
public record JudgedBy(String provider, String model, Digest prompt, List<Digest> completions) {
    public JudgedBy {
        completions = List.copyOf(completions);
    }
}
