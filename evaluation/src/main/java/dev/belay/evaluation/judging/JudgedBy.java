package dev.belay.evaluation.judging;

import dev.belay.contracts.canonical.Digest;
import java.util.List;
import java.util.stream.Stream;

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

    /** Of a set of judgements: the replies of all, where they are comparable with the first. */
    public JudgedBy and(JudgedBy next) {
        boolean alike = provider.equals(next.provider) && model.equals(next.model) && prompt.equals(next.prompt);
        return alike
                ? new JudgedBy(
                        provider,
                        model,
                        prompt,
                        Stream.concat(completions.stream(), next.completions.stream())
                                .toList())
                : this;
    }
}
