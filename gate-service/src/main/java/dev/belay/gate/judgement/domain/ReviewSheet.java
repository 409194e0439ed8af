package dev.belay.gate.judgement.domain;

import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.gate.decision.domain.ToReview;
import dev.belay.gate.judgement.domain.ReviewItem.Control;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What one reviewer is shown: the outputs to judge in an order of the review's own, each beside the baseline's on a side by
 * lot, and among them blind controls: outputs with an example of what must not be put into them. Nothing of it tells which
 * is which.
 */
public final class ReviewSheet {

    /** One control for about as many outputs. */
    private static final float PER_CONTROL = 8;

    private ReviewSheet() {}

    /**
     * @param lot draws order, sides and controls. One that somebody else could draw again would tell them the controls
     * @param outputs which to judge
     * @param spare others, into which controls are put rather than into those that are judged themselves
     */
    public static List<ReviewItem> of(
            RandomGenerator lot, List<ToReview> outputs, List<ToReview> spare, List<MustNot> mustNots) {
        var items = new ArrayList<ReviewItem>();
        outputs.forEach(output -> items.add(item(output, lot, null)));
        var hosts = new ArrayList<>(spare.isEmpty() ? outputs : spare);
        Collections.shuffle(hosts, Random.from(lot));
        var examples = examples(mustNots, lot);
        int controls = outputs.isEmpty()
                ? 0
                : Math.min(examples.size(), Math.max(1, Math.round(outputs.size() / PER_CONTROL)));
        for (int i = 0; i < controls; i++) {
            items.add(item(hosts.get(i % hosts.size()), lot, examples.get(i)));
        }
        Collections.shuffle(items, Random.from(lot));
        return numbered(items);
    }

    private static ReviewItem item(ToReview output, RandomGenerator lot, Control control) {
        return new ReviewItem(0, output.caseId(), output.candidate(), output.baseline(), lot.nextBoolean(), control);
    }

    private static List<Control> examples(List<MustNot> mustNots, RandomGenerator lot) {
        var examples = new ArrayList<Control>();
        for (var mustNot : mustNots) {
            mustNot.bad().forEach(bad -> examples.add(new Control(mustNot.id(), bad, lot.nextDouble())));
        }
        Collections.shuffle(examples, Random.from(lot));
        return examples;
    }

    private static List<ReviewItem> numbered(List<ReviewItem> items) {
        var numbered = new ArrayList<ReviewItem>();
        for (var item : items) {
            numbered.add(new ReviewItem(
                    numbered.size() + 1,
                    item.caseId(),
                    item.candidate(),
                    item.baseline(),
                    item.candidateFirst(),
                    item.control()));
        }
        return List.copyOf(numbered);
    }
}
