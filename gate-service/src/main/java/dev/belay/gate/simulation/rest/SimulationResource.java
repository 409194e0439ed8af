package dev.belay.gate.simulation.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.GateConfig;
import dev.belay.gate.attempt.store.AttemptStore;
import dev.belay.gate.attempt.store.PromptStore;
import dev.belay.gate.attempt.store.ResultStore;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.problem.Problem;
import dev.belay.gate.simulation.domain.Odds;
import dev.belay.gate.simulation.domain.Scenario;
import dev.belay.gate.simulation.domain.Trials;
import dev.belay.identity.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the rules would do with a suite: how often they block what did not change, and see what did. */
@Path("/v1/simulations")
@Produces(MediaType.APPLICATION_JSON)
public class SimulationResource {

    /** Of the live version: what is older tells little of it. */
    private static final int ATTEMPTS = 10;

    /** In one request, both sides together: some seconds of one processor. */
    private static final long MOST_OUTPUTS = 1_000_000;

    private static final double ASSUMED = 0.98;
    private static final int MOST_SAMPLES = 20;

    private final AttemptStore attempts;
    private final ResultStore results;
    private final PromptStore prompts;
    private final GateConfig config;
    private final Caller caller;

    SimulationResource(
            AttemptStore attempts, ResultStore results, PromptStore prompts, GateConfig config, Caller caller) {
        this.caller = caller;
        this.attempts = attempts;
        this.results = results;
        this.prompts = prompts;
        this.config = config;
    }

    /**
     * @param cases ids and failure modes of the suite
     * @param samples of each case to begin with; the criteria's regression says it when absent
     * @param assumed how probably an output passes its case where nothing of the live version is recorded, 0.98 when absent
     * @param to with {@code one-case}: how probably that passes; by how much less, with {@code every-case}
     * @param seed the same order gives the same answer
     */
    public record Order(
            String prompt,
            CriteriaDocument criteria,
            List<SuiteCase> cases,
            @Nullable Integer samples,
            @Nullable Double assumed,
            Kind scenario,
            @Nullable Double to,
            int runs,
            long seed) {}

    public enum Kind {
        @JsonProperty("unchanged")
        UNCHANGED,
        @JsonProperty("one-case")
        ONE_CASE,
        @JsonProperty("every-case")
        EVERY_CASE
    }

    /**
     * @param candidateCalls over all runs
     * @param stoppedBy in how many runs a rule did not pass
     * @param recordedCases of which outputs of the live version are recorded
     * @param meanPasses how probably an output of the live version passes its case, over the suite
     */
    public record Answer(
            int runs,
            int approved,
            int rejected,
            int heldBack,
            long candidateCalls,
            Map<Rule, Integer> stoppedBy,
            int recordedCases,
            double meanPasses) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Decides changes that are drawn by chance, by rules 1 to 6",
            description =
                    "Probabilities are those of the live version's recorded outputs. Many runs are several requests,"
                            + " each with a seed of its own: counts add up.")
    public Answer simulate(@Nullable Order order) {
        var asked = checked(order);
        caller.requireReader(asked.prompt());
        var regression = asked.criteria().regressionOrDefault();
        int samples = asked.samples() == null ? regression.samples() : asked.samples();
        long outputs = 2L * asked.runs() * asked.cases().size() * Math.max(samples, regression.mostSamples());
        if (outputs > MOST_OUTPUTS) {
            throw Problem.badRequest("runs: %d of %d cases are up to %d outputs (expected: %d in one request)"
                    .formatted(asked.runs(), asked.cases().size(), outputs, MOST_OUTPUTS));
        }
        var odds = QuarkusTransaction.requiringNew().call(() -> odds(asked));
        var tally = new Trials(asked.criteria(), odds, samples).run(scenario(asked), asked.runs(), asked.seed());
        return new Answer(
                tally.runs(),
                tally.approved(),
                tally.rejected(),
                tally.heldBack(),
                tally.candidateCalls(),
                tally.stoppedBy(),
                odds.recordedCases(),
                odds.cases().stream().mapToDouble(Odds.OfCase::passes).average().orElseThrow());
    }

    private static Order checked(@Nullable Order order) {
        if (order == null || order.prompt() == null || order.criteria() == null || order.scenario() == null) {
            throw Problem.badRequest("prompt, criteria or scenario is missing (expected: all three)");
        }
        if (order.cases() == null || order.cases().isEmpty()) {
            throw Problem.badRequest("cases: none (expected: the suite's, with id and failureMode)");
        }
        if (order.runs() < 1) {
            throw Problem.badRequest("runs: %d (expected: 1 or more)".formatted(order.runs()));
        }
        if (order.samples() != null && (order.samples() < 1 || order.samples() > MOST_SAMPLES)) {
            throw Problem.badRequest("samples: %d (expected: 1 to %d)".formatted(order.samples(), MOST_SAMPLES));
        }
        share("assumed", order.assumed());
        share("to", order.to());
        return order;
    }

    private static void share(String name, @Nullable Double value) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw Problem.badRequest("%s: %s (expected: 0 to 1)".formatted(name, value));
        }
    }

    private static Scenario scenario(Order order) {
        return switch (order.scenario()) {
            case UNCHANGED -> new Scenario.Unchanged();
            case ONE_CASE -> new Scenario.OneCase(to(order));
            case EVERY_CASE -> new Scenario.EveryCase(to(order));
        };
    }

    private static double to(Order order) {
        if (order.to() == null) {
            throw Problem.badRequest("to: missing (expected: 0 to 1, with one-case and every-case)");
        }
        return order.to();
    }

    private Odds odds(Order order) {
        var recorded = prompts.known(order.prompt(), config.environment())
                .live()
                .map(live -> recorded(order.prompt(), live.version().digest()))
                .orElse(List.of());
        return Odds.of(order.criteria(), order.cases(), recorded, order.assumed() == null ? ASSUMED : order.assumed());
    }

    private List<CaseEvaluated> recorded(String prompt, Digest live) {
        return attempts.ofPrompt(prompt, ATTEMPTS).stream()
                .map(AttemptStore.Standing::opened)
                .flatMap(opened -> sides(opened, live).stream()
                        .flatMap(side -> results.all(opened.run()).stream().filter(result -> result.subject() == side)))
                .toList();
    }

    /** On which the version was; on none when the run was about others. */
    private static List<Subject> sides(RunOpened opened, Digest version) {
        if (opened.candidate().digest().equals(version)) {
            return List.of(Subject.CANDIDATE);
        }
        var baseline = opened.baseline();
        return baseline != null && baseline.digest().equals(version) ? List.of(Subject.BASELINE) : List.of();
    }
}
