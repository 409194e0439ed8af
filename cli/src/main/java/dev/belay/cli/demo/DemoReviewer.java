package dev.belay.cli.demo;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.ReviewSheet.Verdict;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays the PM: reads every output of a review, and rejects those with an example of the must-nots in them. */
final class DemoReviewer {

    private final BelayClient pm;

    /** @param pm acts with the PM's token */
    DemoReviewer(BelayClient pm) {
        this.pm = pm;
    }

    List<Verdict> judge(String change) {
        var sheet = pm.judgements().review(change);
        var criteria = pm.criteria(pm.runs(change).getLast().criteria());
        return sheet.pairs().stream()
                .map(pair -> new Verdict(pair.item(), accepts(pair.a(), criteria), accepts(pair.b(), criteria), null))
                .toList();
    }

    private static boolean accepts(@Nullable String output, CriteriaDocument criteria) {
        return output == null
                || criteria.mustNots().stream()
                        .flatMap((MustNot mustNot) -> Stream.ofNullable(mustNot.bad()))
                        .flatMap(List::stream)
                        .noneMatch(output::contains);
    }
}
