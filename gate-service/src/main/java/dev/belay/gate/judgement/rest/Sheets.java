package dev.belay.gate.judgement.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.decision.domain.Gate;
import dev.belay.gate.judgement.domain.OpenReview;
import dev.belay.gate.judgement.domain.ReviewItem;
import dev.belay.gate.judgement.rest.ReviewSheetView.MustNotView;
import dev.belay.gate.judgement.rest.ReviewSheetView.Pair;
import dev.belay.gate.registry.Ledger;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Read.Gone;
import dev.belay.gate.registry.Registry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills a review with what was asked and answered, which lies in the registry and the ledger. */
@ApplicationScoped
class Sheets {

    private final AttemptStore attempts;
    private final Registry registry;
    private final Ledger ledger;

    Sheets(AttemptStore attempts, Registry registry, Ledger ledger) {
        this.attempts = attempts;
        this.registry = registry;
        this.ledger = ledger;
    }

    /** @param authorization the reviewer's own, by which the ledger lets them read */
    ReviewSheetView of(OpenReview review, @Nullable String authorization) {
        var opened = QuarkusTransaction.requiringNew()
                .call(() -> attempts.of(review.run()).orElseThrow())
                .opened();
        var vars = variables(opened.suite(), review.items());
        var pairs = review.items().stream()
                .map(item -> pair(item, vars.getOrDefault(item.caseId(), Map.of()), authorization))
                .toList();
        int judged = (int)
                review.items().stream().filter(item -> item.control() == null).count();
        return new ReviewSheetView(
                review.id(),
                review.change(),
                review.prompt(),
                mustNots(review),
                pairs,
                Gate.notExcludedBy(judged),
                review.verdicts());
    }

    private List<MustNotView> mustNots(OpenReview review) {
        return switch (registry.criteria(review.criteria())) {
            case Gone<?> gone -> List.of();
            case Found<CriteriaDocument>(var criteria) ->
                criteria.mustNots().stream()
                        .map(mustNot -> new MustNotView(mustNot.id(), mustNot.says()))
                        .toList();
        };
    }

    private Map<String, Map<String, JsonNode>> variables(Digest suite, List<ReviewItem> items) {
        var wanted = items.stream().map(ReviewItem::caseId).collect(Collectors.toSet());
        var found = new HashMap<String, Map<String, JsonNode>>();
        registry.suite(suite, each -> {
            if (wanted.contains(each.id())) {
                found.put(each.id(), each.vars());
            }
        });
        return found;
    }

    private Pair pair(ReviewItem item, Map<String, JsonNode> vars, @Nullable String authorization) {
        var candidate = ledger.text(item.candidate(), authorization)
                .map(text -> item.control() == null ? text : item.control().in(text))
                .orElse(null);
        var baseline = item.baseline() == null
                ? null
                : ledger.text(item.baseline(), authorization).orElse(null);
        return item.candidateFirst()
                ? new Pair(item.item(), vars, candidate, baseline)
                : new Pair(item.item(), vars, baseline, candidate);
    }
}
