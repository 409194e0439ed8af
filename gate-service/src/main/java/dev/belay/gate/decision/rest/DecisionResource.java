package dev.belay.gate.decision.rest;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.decision.domain.Gate;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.Retrial;
import dev.belay.gate.decision.store.DecisionStore;
import dev.belay.gate.decision.store.DecisionStore.Stored;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

    private static final int MOST = 500;

    private final DecisionStore decisions;
    private final ResultStore results;
    private final Caller caller;

    DecisionResource(DecisionStore decisions, ResultStore results, Caller caller) {
        this.decisions = decisions;
        this.results = results;
        this.caller = caller;
    }

    /** @param replayed absent when the same inputs no longer decide at all */
    public record Replay(
            boolean same, Decision stored, @Nullable Decision replayed) {}

    @GET
    @Transactional
    @Operation(summary = "Decisions of the caller's teams, newest first")
    public List<Stored> newest(
            @QueryParam("prompt") @Nullable String prompt,
            @QueryParam("change") @Nullable String change,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("limit: %d (expected: 1 to %d)".formatted(limit, MOST));
        }
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        return decisions.newest(prompt, change, caller.readable(), limit);
    }

    @GET
    @Path("/{run}")
    @Transactional
    @Operation(summary = "The decision of an attempt, with a finding per rule and its evidence")
    public Stored one(@PathParam("run") String run) {
        var stored = decisions
                .of(run)
                .orElseThrow(() -> Problem.notFound(
                        "run %s has no decision (expected: CHANGE.ATTEMPT of a decided one)".formatted(run)));
        caller.requireReader(stored.prompt());
        return stored;
    }

    @GET
    @Path("/{run}/replay")
    @Transactional
    @Operation(summary = "Decides again from the stored inputs, by the rule set of then, and compares")
    public Replay replay(@PathParam("run") String run) {
        var stored = one(run).decision();
        var inputs = decisions.inputsOf(run, results.all(run)).orElseThrow();
        var digest = DecisionStore.textOf(inputs).digest();
        var replayed = Gate.decide(inputs) instanceof Decided decided ? decided.on(inputs, digest) : null;
        return new Replay(replayed != null && text(replayed).equals(text(stored)), stored, replayed);
    }

    /**
     * @param before {@code approved}, {@code rejected}, {@code held-back}, or {@code needs-outputs} where what is recorded
     *     decides nothing; {@code after} likewise, by the other criteria
     * @param findings by the other criteria, those that do not pass
     */
    public record Tried(String before, String after, List<Finding> findings) {

        static Tried of(Retrial retrial) {
            return new Tried(word(retrial.before()), word(retrial.after()), retrial.findings());
        }

        private static String word(Retrial.Said said) {
            return said.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param results the run's, scored by {@code criteria} */
    public record Trial(
            @Nullable CriteriaDocument criteria, @Nullable List<CaseEvaluated> results) {}

    @POST
    @Path("/{run}/trials")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "What rules 1 to 6 would have said by other criteria; decides and changes nothing")
    public Tried tryBy(@PathParam("run") String run, @Nullable Trial trial) {
        one(run);
        if (trial == null || trial.criteria() == null || trial.results() == null) {
            throw Problem.badRequest(
                    "criteria or results are missing (expected: both, the results scored by the criteria)");
        }
        var inputs = decisions.inputsOf(run, results.all(run)).orElseThrow();
        return Tried.of(Retrial.of(inputs, trial.criteria(), trial.results()));
    }

    private static String text(Decision decision) {
        return CanonicalJson.of(decision, EventJson.mapper()).text();
    }
}
