package dev.belay.gate.judgement.rest;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument.SignOffRole;
import dev.belay.gate.attempt.domain.Attempt;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.ChangeStore;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.judgement.Sayings;
import dev.belay.identity.Caller;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What waits for people. */
@Path("/v1/inbox")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class InboxResource {

    private final ChangeStore changes;
    private final AttemptStore attempts;
    private final DecisionStore decisions;
    private final Sayings sayings;
    private final Caller caller;
    private final Judge judge;

    InboxResource(
            ChangeStore changes,
            AttemptStore attempts,
            DecisionStore decisions,
            Sayings sayings,
            Caller caller,
            Judge judge) {
        this.changes = changes;
        this.attempts = attempts;
        this.decisions = decisions;
        this.sayings = sayings;
        this.caller = caller;
        this.judge = judge;
    }

    /**
     * A change that waits.
     *
     * @param needs the open findings, as the decision says them
     * @param waitsFor whom and what for, in words
     * @param forMe whether the caller may do something of it
     * @param since when it began to wait
     * @param until when it is withdrawn if nobody goes on with it
     */
    public record Waiting(
            String prompt,
            String change,
            String message,
            List<String> authors,
            List<Need> needs,
            String waitsFor,
            boolean forMe,
            Instant since,
            @Nullable Instant until) {}

    /** @param outcome like {@code needs-review} */
    public record Need(
            Finding.Rule rule,
            Finding.Outcome outcome,
            @Nullable String criterion,
            String says) {}

    @GET
    @Transactional
    @Operation(summary = "What waits for somebody in the caller's teams, longest first")
    public List<Waiting> waiting() {
        var waiting = new ArrayList<Waiting>();
        for (var attempt : changes.inReview()) {
            if (caller.reads(attempt.prompt())) {
                waiting.add(waiting(attempt));
            }
        }
        waiting.sort(Comparator.comparing(Waiting::since).thenComparing(Waiting::change));
        return waiting;
    }

    private Waiting waiting(Attempt attempt) {
        var standing = attempts.of(attempt.run()).orElseThrow();
        var stored = decisions.of(attempt.run()).orElseThrow();
        var proposal = changes.proposal(attempt.change());
        var needs = stored.decision().findings().stream()
                .filter(finding -> finding.outcome().isOpen())
                .map(finding -> new Need(finding.rule(), finding.outcome(), finding.criterion(), finding.summary()))
                .toList();
        return new Waiting(
                attempt.prompt(),
                attempt.change(),
                proposal.message(),
                proposal.everyAuthor().stream().sorted().toList(),
                needs,
                String.valueOf(standing.waitsFor()),
                isForCaller(attempt, needs),
                stored.decidedAt(),
                standing.reviewUntil());
    }

    private boolean isForCaller(Attempt attempt, List<Need> needs) {
        var people = sayings.of(changes.proposal(attempt.change()), attempt.number(), List.of(), Map.of());
        if (people.isAuthor(judge.name())) {
            return false;
        }
        var roles = judge.roles(attempt.prompt());
        return needs.stream().anyMatch(need -> switch (need.outcome()) {
            case NEEDS_REVIEW -> people.policy().mayReview(roles);
            case NEEDS_SIGN_OFF -> !roles.isEmpty();
            case NEEDS_TRADE_OFF -> roles.contains(SignOffRole.PM);
            case INCONCLUSIVE -> !roles.isEmpty();
            case PASSED, FAILED, WAITING, NOT_APPLICABLE -> false;
        });
    }
}
