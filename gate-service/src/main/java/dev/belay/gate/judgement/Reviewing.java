package dev.belay.gate.judgement;

import dev.belay.contracts.decision.PersonEvent.ReviewSubmitted;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.Gate;
import dev.belay.gate.decision.domain.ToReview;
import dev.belay.gate.decision.domain.people.Review;
import dev.belay.gate.judgement.domain.Eligibility;
import dev.belay.gate.judgement.domain.ItemVerdict;
import dev.belay.gate.judgement.domain.Judged;
import dev.belay.gate.judgement.domain.Judged.Refused;
import dev.belay.gate.judgement.domain.Judged.Taken;
import dev.belay.gate.judgement.domain.OpenReview;
import dev.belay.gate.judgement.domain.Refusal.Why;
import dev.belay.gate.judgement.domain.ReviewItem;
import dev.belay.gate.judgement.domain.ReviewSheet;
import dev.belay.gate.judgement.store.ReviewStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes a reviewer from the first output to the end of a review, in as many sittings as they like. */
@ApplicationScoped
public class Reviewing {

    private final Judging judging;
    private final ReviewStore reviews;
    private final SecureRandom lot = new SecureRandom();

    Reviewing(Judging judging, ReviewStore reviews) {
        this.judging = judging;
        this.reviews = reviews;
    }

    /** Begins one, or goes on with the one that {@code who} has not ended. It asks only for what nobody judged yet. */
    @Transactional
    public Judged<OpenReview> open(String change, String who, Set<SignOffRole> roles) {
        var found = judging.standing(change);
        if (found.isEmpty()) {
            return Judged.refused(Why.UNKNOWN, "change " + change + " is not known here (expected: its id, ch-…)");
        }
        var standing = found.get();
        var refusal = Eligibility.toReview(standing.attempt(), standing.people(), who, roles);
        if (refusal.isPresent()) {
            return new Refused<>(refusal.get());
        }
        return reviews.under(standing.attempt().run(), who)
                .<Judged<OpenReview>>map(Taken::new)
                .orElseGet(() -> begin(standing, who, roles));
    }

    private Judged<OpenReview> begin(Judging.Standing standing, String who, Set<SignOffRole> roles) {
        var sampled = Gate.sampled(standing.inputs());
        var open = withoutVerdict(sampled.drawn(), standing);
        if (open.isEmpty()) {
            return Judged.refused(
                    Why.NOT_WAITING,
                    "every output of the sample of %s is judged already; what else it waits for: belay inbox"
                            .formatted(standing.attempt().change()));
        }
        int number = reviews.ofChange(standing.attempt().change()).size() + 1;
        var id = standing.attempt().change() + "-r" + number;
        var now = Judging.now();
        var review = new OpenReview(
                id,
                standing.attempt().change(),
                standing.attempt().run(),
                standing.opened().prompt(),
                standing.opened().criteria(),
                who,
                roles,
                ReviewSheet.of(
                        lot, open, sampled.spare(), standing.inputs().criteria().mustNots()),
                List.of(),
                now,
                now,
                0,
                null);
        reviews.put(review);
        return new Taken<>(review);
    }

    /** A void review judged nothing, and one by other criteria something else. */
    private static List<ToReview> withoutVerdict(List<ToReview> drawn, Judging.Standing standing) {
        var judged = standing.people().reviews().stream()
                .filter(review -> !review.isVoid()
                        && review.criteria().equals(standing.opened().criteria()))
                .flatMap(review -> review.verdicts().stream())
                .map(Review.Verdict::completion)
                .collect(Collectors.toSet());
        return drawn.stream()
                .filter(output -> !judged.contains(output.candidate()))
                .toList();
    }

    @Transactional
    public Judged<OpenReview> say(String id, String who, List<ItemVerdict> verdicts) {
        return mine(id, who, review -> {
            var items = review.items().stream().map(ReviewItem::item).toList();
            var unknown = verdicts.stream()
                    .map(ItemVerdict::item)
                    .filter(item -> !items.contains(item))
                    .toList();
            if (!unknown.isEmpty()) {
                return Judged.refused(
                        Why.INVALID, "item: %s (expected: 1 to %d)".formatted(unknown.getFirst(), items.size()));
            }
            var said = review.with(verdicts, Judging.now());
            reviews.put(said);
            return new Taken<>(said);
        });
    }

    /** Ends it; the change is decided again. */
    @Transactional
    public Judged<OpenReview> submit(String id, String who) {
        return mine(id, who, review -> {
            if (!review.open().isEmpty()) {
                return Judged.refused(
                        Why.CONDITION,
                        "%d of %d pairs have no verdict yet: %s"
                                .formatted(review.open().size(), review.items().size(), review.open()));
            }
            var standing = judging.standing(review.change()).orElseThrow();
            if (!standing.attempt().run().equals(review.run())) {
                return Judged.refused(
                        Why.NOT_WAITING,
                        "%s is evaluated anew as %s; begin again with it (belay review %s)"
                                .formatted(review.change(), standing.attempt().run(), review.change()));
            }
            var refusal = Eligibility.toReview(standing.attempt(), standing.people(), who, review.roles());
            if (refusal.isPresent()) {
                return new Refused<>(refusal.get());
            }
            var ended = review.submitted(Judging.now());
            reviews.put(ended);
            judging.record(event(ended), Judging.now());
            judging.decideAgain(standing);
            return new Taken<>(ended);
        });
    }

    private ReviewSubmitted event(OpenReview review) {
        var result = review.result();
        int accepted = (int)
                result.verdicts().stream().filter(Review.Verdict::accepted).count();
        return new ReviewSubmitted(
                review.prompt(),
                review.change(),
                Integer.parseInt(review.run().substring(review.run().lastIndexOf('.') + 1)),
                review.id(),
                review.reviewer(),
                accepted,
                result.verdicts().size() - accepted,
                result.controls(),
                result.controlsAccepted(),
                result.seconds());
    }

    private interface Step {
        Judged<OpenReview> on(OpenReview review);
    }

    private Judged<OpenReview> mine(String id, String who, Step step) {
        var found = reviews.lock(id);
        if (found.isEmpty()) {
            return Judged.refused(Why.UNKNOWN, "review " + id + " is not known here");
        }
        var review = found.get();
        if (!review.reviewer().equals(who)) {
            return Judged.refused(
                    Why.ROLE,
                    "review %s is %s's; begin your own (belay review %s)"
                            .formatted(id, review.reviewer(), review.change()));
        }
        return review.submittedAt() == null
                ? step.on(review)
                : Judged.refused(Why.NOT_WAITING, "review %s ended at %s".formatted(id, review.submittedAt()));
    }
}
