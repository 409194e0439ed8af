package dev.belay.gate.verification.rest;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.topic.Topic;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.audit.store.AuditStore;
import dev.belay.gate.decision.domain.Gate;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.decision.store.DecisionStore.Stored;
import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/verification")
@Produces(MediaType.APPLICATION_JSON)
public class VerificationResource {

    private static final int MOST = 100;

    private final DecisionStore decisions;
    private final ResultStore results;
    private final AuditStore audit;
    private final Caller caller;

    VerificationResource(DecisionStore decisions, ResultStore results, AuditStore audit, Caller caller) {
        this.caller = caller;
        this.decisions = decisions;
        this.results = results;
        this.audit = audit;
    }

    /**
     * @param next to go on after; absent at the end
     * @param left how many decisions come after this page
     */
    public record Page(
            int checked,
            long left,
            List<Difference> differences,
            @Nullable String next) {}

    /** A stored decision that is not what it was, or does not follow from its inputs any more. */
    public record Difference(String prompt, String run, String what) {}

    @GET
    @Path("/decisions")
    @Transactional
    @Operation(summary = "Decides stored decisions again from their stored inputs, and compares; in pages")
    public Page decisions(
            @QueryParam("prompt") @Nullable String prompt,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("limit: %d (expected: 1 to %d)".formatted(limit, MOST));
        }
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        var page = decisions.after(prompt, after, limit);
        var readable =
                page.stream().filter(stored -> caller.reads(stored.prompt())).toList();
        var differences = new ArrayList<Difference>();
        readable.forEach(stored ->
                check(stored).forEach(what -> differences.add(new Difference(stored.prompt(), stored.run(), what))));
        var last = page.isEmpty() ? after : page.getLast().run();
        var left = decisions.countAfter(prompt, last);
        return new Page(readable.size(), left, differences, left == 0 ? null : last);
    }

    private List<String> check(Stored stored) {
        var differences = new ArrayList<String>();
        var inputs = decisions.inputsOf(stored.run(), results.all(stored.run())).orElseThrow();
        var digest = DecisionStore.textOf(inputs).digest();
        if (!digest.equals(stored.decision().inputs())) {
            differences.add("its inputs are " + digest.brief() + ", it was made from "
                    + stored.decision().inputs().brief());
        }
        if (!(Gate.decide(inputs) instanceof Decided decided)) {
            differences.add("its inputs decide nothing any more");
        } else if (!isSame(decided.on(inputs, digest), stored.decision())) {
            differences.add("decided again by rule set " + inputs.ruleSet() + " it comes out differently");
        } else if (!wireName(decided).equals(stored.verdict())) {
            differences.add("it is stored as " + stored.verdict() + ", decided again it is " + wireName(decided));
        }
        audit.bodyOf(Topic.DECISIONS.topicName(), stored.run() + "/decided")
                .map(body -> JsonText.tree(body).path("decision"))
                .filter(published -> !isSame(published, stored.decision()))
                .ifPresent(published -> differences.add("what was published and signed is another decision"));
        return differences;
    }

    private static String wireName(Decided decided) {
        return switch (decided.verdict()) {
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
            case HELD_BACK -> "held-back";
        };
    }

    private static boolean isSame(Object one, Decision other) {
        return CanonicalJson.of(one, EventJson.mapper()).equals(CanonicalJson.of(other, EventJson.mapper()));
    }
}
