package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.people.People;
import dev.belay.gate.decision.domain.people.Review;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Design §5, rule 7: a change of tone or persona has a sample of its outputs judged by a person. A verdict belongs to an output
 * and the criteria, whoever gave it and in which attempt; of two on one output the worse counts. A review that accepted a
 * control is void, whatever else it says.
 */
final class ReviewRule {

    private static final double CONFIDENCE = 0.95;

    private ReviewRule() {}

    static Ruling judge(Comparison comparison, Inputs.Proposal change, People people) {
        if (change.check()) {
            return notApplicable("a check asks nobody");
        }
        if (!isAsked(people)) {
            return notApplicable("the change affects neither tone nor persona" + moved(people));
        }
        if (comparison.baseline().isEmpty()) {
            return notApplicable("nothing is live yet, so there is nothing to show outputs beside");
        }
        var sample = sample(comparison, change, people);
        if (sample.isEmpty()) {
            return Ruling.open(
                    Findings.inconclusive(Rule.REVIEW, null, "there is no output to review"),
                    "anyone: cases to judge the prompt by");
        }
        return judge(sample, comparison, change, people);
    }

    /** How far outputs moved, where that was measured. */
    private static String moved(People people) {
        var mean = Drift.mean(people.drift());
        return mean.isEmpty()
                ? ""
                : Findings.say("; its outputs moved by %.2f from the live version's", mean.getAsDouble());
    }

    private static boolean isAsked(People people) {
        return Stream.of(Aspect.TONE, Aspect.PERSONA).anyMatch(people::affects);
    }

    /** What a reviewer is shown: what two judgements differ on, and the sample where one is asked for. */
    static List<Output> toJudge(Comparison comparison, Inputs.Proposal change, People people) {
        var disputed = comparison.candidate().outputs().stream()
                .filter(output ->
                        comparison.criteria().mustNots().stream().anyMatch(mustNot -> output.isDisputed(mustNot.id())));
        var sample = isAsked(people) ? sample(comparison, change, people) : List.<Output>of();
        return Stream.concat(disputed, sample.stream()).distinct().toList();
    }

    /** The outputs that a change of tone or persona is judged by. */
    static List<Output> sample(Comparison comparison, Inputs.Proposal change, People people) {
        var size = comparison.criteria().reviewOrDefault().outputsOrDefault();
        return ReviewSample.draw(comparison, change.change(), people.drift(), size);
    }

    private static Ruling judge(List<Output> sample, Comparison comparison, Inputs.Proposal change, People people) {
        var reviews = counting(change.criteria(), people);
        var verdicts = verdicts(reviews);
        var rejected = sample.stream()
                .filter(output -> Boolean.FALSE.equals(verdicts.get(output.completion())))
                .toList();
        long accepted = sample.stream()
                .filter(output -> Boolean.TRUE.equals(verdicts.get(output.completion())))
                .count();
        int needed = comparison.criteria().reviewOrDefault().minAcceptedOf(sample.size());
        long open = sample.size() - accepted - rejected.size();
        var numbers = new TreeMap<String, Double>(Map.of(
                "outputs", (double) sample.size(),
                "accepted", (double) accepted,
                "rejected", (double) rejected.size(),
                "minAccepted", (double) needed,
                "seconds", (double) reviews.stream().mapToLong(Review::seconds).sum(),
                "notExcluded", notExcludedBy(sample.size())));
        Drift.mean(people.drift()).ifPresent(mean -> numbers.put("drift", mean));
        if (sample.size() - rejected.size() < needed) {
            return Ruling.of(Findings.of(
                    Rule.REVIEW,
                    Finding.Outcome.FAILED,
                    null,
                    Findings.say(
                            "%s rejected %s; at least %d must be accepted",
                            reviewers(reviews), Findings.named(rejected, sample.size()), needed),
                    numbers,
                    rejected));
        }
        return open == 0
                ? Ruling.of(Findings.of(
                        Rule.REVIEW,
                        Finding.Outcome.PASSED,
                        null,
                        passed(reviews, accepted, rejected, sample),
                        numbers,
                        rejected))
                : waiting(sample, open, numbers, change, people);
    }

    private static Ruling waiting(
            List<Output> sample, long open, Map<String, Double> numbers, Inputs.Proposal change, People people) {
        var voided = people.reviews().stream()
                .filter(Review::isVoid)
                .map(Review::by)
                .distinct()
                .toList();
        var why = voided.isEmpty()
                ? ""
                : Findings.say(
                        "; void, since an example of what must not be was accepted: %s", String.join(", ", voided));
        return Ruling.open(
                Findings.of(
                        Rule.REVIEW,
                        Finding.Outcome.NEEDS_REVIEW,
                        null,
                        Findings.say("%d of %d outputs are not judged yet%s", open, sample.size(), why),
                        numbers,
                        sample),
                Findings.say(
                        "%s: review %d outputs (belay review %s)",
                        people.policy().asks(SignOffRole.PM), open, change.change()));
    }

    /** Those that are not void, by somebody who may and who is no author. */
    static List<Review> counting(Digest criteria, People people) {
        return people.reviews().stream()
                .filter(review -> !review.isVoid()
                        && review.criteria().equals(criteria)
                        && people.policy().mayReview(review.roles())
                        && !people.isAuthor(review.by()))
                .toList();
    }

    static Map<Digest, Boolean> verdicts(List<Review> reviews) {
        var verdicts = new HashMap<Digest, Boolean>();
        reviews.forEach(review -> review.verdicts()
                .forEach(verdict -> verdicts.merge(verdict.completion(), verdict.accepted(), (a, b) -> a && b)));
        return verdicts;
    }

    private static String passed(List<Review> reviews, long accepted, List<Output> rejected, List<Output> sample) {
        var still = rejected.isEmpty()
                ? Findings.say(
                        "; a sample of %d without a defect can still miss one in %.0f %% of outputs",
                        sample.size(), 100 * notExcludedBy(sample.size()))
                : "";
        return Findings.say("%s accepted %d of %d outputs%s", reviewers(reviews), accepted, sample.size(), still);
    }

    /**
     * The largest share of defects with which a sample of {@code size} is clean once in twenty times: 1 - 0.05^(1/m),
     * the exact upper 95 % bound of 0 of m (Clopper and Pearson 1934).
     */
    static double notExcludedBy(int size) {
        return 1 - Math.pow(1 - CONFIDENCE, 1.0 / size);
    }

    private static String reviewers(List<Review> reviews) {
        return reviews.stream().map(Review::by).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static Ruling notApplicable(String why) {
        return Ruling.of(Findings.notApplicable(Rule.REVIEW, null, why));
    }
}
