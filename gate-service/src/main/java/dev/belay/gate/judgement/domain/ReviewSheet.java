package dev.belay.gate.judgement.domain;

import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.gate.decision.domain.ToReview;
import dev.belay.gate.judgement.domain.ReviewItem.Control;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What one reviewer is shown: the outputs to judge in an order of the review's own, each beside the baseline's on a side by
 * lot, and among them blind controls: outputs with an example of what must not be put into them. Nothing of it tells which
 * is which, and the review's id gives it, so that who comes back sees it as it was.
 */
public final class ReviewSheet {

    /** One control for about as many outputs. */
    private static final float PER_CONTROL = 8;

    private ReviewSheet() {}

    /**
     * @param outputs which to judge
     * @param spare others, into which controls are put rather than into those that are judged themselves
     */
    public static List<ReviewItem> of(
            String review, List<ToReview> outputs, List<ToReview> spare, List<MustNot> mustNots) {
        var random = new Random(seed(review));
        var items = new ArrayList<ReviewItem>();
        outputs.forEach(output -> items.add(item(output, random, null)));
        var hosts = new ArrayList<>(spare.isEmpty() ? outputs : spare);
        Collections.shuffle(hosts, random);
        var examples = examples(mustNots, random);
        int controls = outputs.isEmpty()
                ? 0
                : Math.min(examples.size(), Math.max(1, Math.round(outputs.size() / PER_CONTROL)));
        for (int i = 0; i < controls; i++) {
            items.add(item(hosts.get(i % hosts.size()), random, examples.get(i)));
        }
        Collections.shuffle(items, random);
        return numbered(items);
    }

    private static ReviewItem item(ToReview output, Random random, Control control) {
        return new ReviewItem(0, output.caseId(), output.candidate(), output.baseline(), random.nextBoolean(), control);
    }

    private static List<Control> examples(List<MustNot> mustNots, Random random) {
        var examples = new ArrayList<Control>();
        for (var mustNot : mustNots) {
            mustNot.bad().forEach(bad -> examples.add(new Control(mustNot.id(), bad, random.nextDouble())));
        }
        Collections.shuffle(examples, random);
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

    /** The same on every machine and in every release of Java: {@link String#hashCode} and {@link Random} are specified. */
    private static long seed(String review) {
        return review.chars().mapToLong(c -> c).reduce(17, (sum, c) -> 31 * sum + c);
    }
}
