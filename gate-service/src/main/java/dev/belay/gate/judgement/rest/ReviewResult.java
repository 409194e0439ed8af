package dev.belay.gate.judgement.rest;

import dev.belay.gate.decision.domain.people.Review;
import dev.belay.gate.judgement.domain.OpenReview;
import dev.belay.gate.judgement.domain.ReviewItem;
import java.util.List;

/**
 * A review at its end; only now it is told what the controls were.
 *
 * @param isVoid because a control was accepted: it judges nothing
 * @param acceptedControls the items that were controls and were accepted
 */
record ReviewResult(
        String review,
        String change,
        boolean isVoid,
        int accepted,
        int rejected,
        int controls,
        List<AcceptedControl> acceptedControls,
        long seconds) {

    /** @param mustNot whose example was in it, and {@code example} that example */
    record AcceptedControl(int item, String mustNot, String example) {}

    static ReviewResult of(OpenReview ended) {
        var result = ended.result();
        int accepted = (int)
                result.verdicts().stream().filter(Review.Verdict::accepted).count();
        return new ReviewResult(
                ended.id(),
                ended.change(),
                result.isVoid(),
                accepted,
                result.verdicts().size() - accepted,
                result.controls(),
                ended.items().stream()
                        .filter(item -> item.control() != null && ended.accepts(item))
                        .map(ReviewResult::control)
                        .toList(),
                result.seconds());
    }

    private static AcceptedControl control(ReviewItem item) {
        var control = item.control();
        if (control == null) {
            throw new IllegalArgumentException("item " + item.item() + " is no control");
        }
        return new AcceptedControl(item.item(), control.mustNot(), control.example());
    }
}
