package dev.belay.gate.judgement.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.judgement.domain.ItemVerdict;
import dev.belay.gate.judgement.domain.OpenReview;
import dev.belay.gate.judgement.domain.ReviewItem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reviews, begun and ended. */
@ApplicationScoped
public class ReviewStore implements PanacheRepositoryBase<ReviewRow, String> {

    public Optional<OpenReview> of(String id) {
        return findByIdOptional(id).map(ReviewStore::review);
    }

    /** The same, once whoever else writes to it has: no verdict is lost to another, and it ends once. */
    public Optional<OpenReview> lock(String id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).map(ReviewStore::review);
    }

    /** The one that {@code reviewer} has not ended. */
    public Optional<OpenReview> under(String run, String reviewer) {
        return find("run = ?1 and reviewer = ?2 and submittedAt is null", run, reviewer)
                .firstResultOptional()
                .map(ReviewStore::review);
    }

    /** Oldest first. */
    public List<OpenReview> ofChange(String change) {
        return find("change = ?1", Sort.by("openedAt").and("id"), change).stream()
                .map(ReviewStore::review)
                .toList();
    }

    public void put(OpenReview review) {
        var row = findByIdOptional(review.id()).orElseGet(() -> {
            var fresh = new ReviewRow();
            fresh.id = review.id();
            fresh.change = review.change();
            fresh.run = review.run();
            fresh.prompt = review.prompt();
            fresh.criteria = review.criteria().value();
            fresh.reviewer = review.reviewer();
            fresh.roles = JsonText.of(review.roles());
            fresh.items = JsonText.of(review.items());
            fresh.openedAt = review.openedAt();
            return fresh;
        });
        row.verdicts = JsonText.of(review.verdicts());
        row.lastAt = review.lastAt();
        row.seconds = review.seconds();
        row.submittedAt = review.submittedAt();
        persist(row);
    }

    private static OpenReview review(ReviewRow row) {
        return new OpenReview(
                row.id,
                row.change,
                row.run,
                row.prompt,
                new Digest(row.criteria),
                row.reviewer,
                Set.of(JsonText.read(row.roles, SignOffRole[].class)),
                List.of(JsonText.read(row.items, ReviewItem[].class)),
                List.of(JsonText.read(row.verdicts, ItemVerdict[].class)),
                row.openedAt,
                row.lastAt,
                row.seconds,
                row.submittedAt);
    }
}
