package dev.belay.gate.judgement.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.domain.people.Review;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A review under way, or at its end.
 *
 * @param verdicts at most one an item; of several on one the newest
 * @param lastAt of the newest verdict, or when it was opened
 * @param seconds that were spent on verdicts; a pause counts as {@link #LONGEST_LOOK} at most
 */
public record OpenReview(
        String id,
        String change,
        String run,
        String prompt,
        Digest criteria,
        String reviewer,
        Set<SignOffRole> roles,
        List<ReviewItem> items,
        List<ItemVerdict> verdicts,
        Instant openedAt,
        Instant lastAt,
        long seconds,
        @Nullable Instant submittedAt) {

    /** Who is away from the screen longer than this does not look at it. */
    public static final Duration LONGEST_LOOK = Duration.ofMinutes(5);

    public OpenReview {
        items = List.copyOf(items);
        verdicts = List.copyOf(verdicts);
    }

    /** With what was said now of some items. */
    public OpenReview with(List<ItemVerdict> said, Instant now) {
        Map<Integer, ItemVerdict> byItem = new TreeMap<>();
        verdicts.forEach(verdict -> byItem.put(verdict.item(), verdict));
        said.forEach(verdict -> byItem.put(verdict.item(), verdict));
        var look = Duration.between(lastAt, now);
        var counted = look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look;
        return new OpenReview(
                id,
                change,
                run,
                prompt,
                criteria,
                reviewer,
                roles,
                items,
                List.copyOf(byItem.values()),
                openedAt,
                now,
                seconds + Math.max(0, counted.toSeconds()),
                submittedAt);
    }

    public OpenReview submitted(Instant now) {
        return new OpenReview(
                id, change, run, prompt, criteria, reviewer, roles, items, verdicts, openedAt, lastAt, seconds, now);
    }

    /** Items without a verdict. */
    public List<Integer> open() {
        var said = verdicts.stream().map(ItemVerdict::item).toList();
        return items.stream()
                .map(ReviewItem::item)
                .filter(item -> !said.contains(item))
                .toList();
    }

    /** Whether the candidate's output of the pair, or the control, was accepted. */
    public boolean accepts(ReviewItem item) {
        return verdicts.stream()
                .filter(verdict -> verdict.item() == item.item())
                .anyMatch(verdict -> verdict.onCandidate(item));
    }

    /** As a decision takes it; only of one that has been submitted. */
    public Review result() {
        if (submittedAt == null) {
            throw new IllegalStateException("review " + id + " is not at its end");
        }
        var verdictsOnOutputs = new ArrayList<Review.Verdict>();
        int controls = 0;
        int controlsAccepted = 0;
        for (var item : items) {
            boolean accepted = accepts(item);
            if (item.control() == null) {
                verdictsOnOutputs.add(new Review.Verdict(item.candidate(), accepted));
            } else {
                controls++;
                controlsAccepted += accepted ? 1 : 0;
            }
        }
        return new Review(
                id, reviewer, roles, criteria, submittedAt, seconds, controls, controlsAccepted, verdictsOnOutputs);
    }
}
