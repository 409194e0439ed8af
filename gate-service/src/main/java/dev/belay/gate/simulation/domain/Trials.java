package dev.belay.gate.simulation.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Extension;
import dev.belay.gate.decision.domain.Gate;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.gate.decision.domain.Outcome;
import dev.belay.gate.decision.domain.Outcome.Decided;
import dev.belay.gate.decision.domain.RuleSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The operating characteristics of rules 1 to 6 together: draws the outputs of a change again and again and lets the gate
 * decide, extensions included. Assumes that outputs are independent of each other and that the judge does not err beyond what
 * the odds say.
 */
public final class Trials {

    private static final String RULES = RuleSet.MEASURED.version();
    private static final VersionRef LIVE = new VersionRef(1, Digest.of("live"));

    private final CriteriaDocument criteria;
    private final Odds odds;
    private final int samples;

    /** @param samples of each case to begin with */
    public Trials(CriteriaDocument criteria, Odds odds, int samples) {
        if (odds.cases().isEmpty()) {
            throw new IllegalArgumentException("a suite without a case (expected: at least one)");
        }
        this.criteria = criteria;
        this.odds = odds;
        this.samples = samples;
    }

    /**
     * @param candidateCalls of the candidate over all trials, had none been recorded and none been saved by an early decision
     * @param stoppedBy in how many trials a rule did not pass; several can be in one
     */
    public record Tally(
            int runs, int approved, int rejected, int heldBack, long candidateCalls, Map<Rule, Integer> stoppedBy) {

        public Tally {
            stoppedBy = Map.copyOf(stoppedBy);
        }

        /** Of the trials that were not approved. */
        public double blocked() {
            return (double) (rejected + heldBack) / runs;
        }
    }

    /** @param seed the same one gives the same tally */
    public Tally run(Scenario scenario, int runs, long seed) {
        var random = new SplittableRandom(seed);
        var stoppedBy = new EnumMap<Rule, Integer>(Rule.class);
        int approved = 0;
        int rejected = 0;
        long calls = 0;
        for (int i = 0; i < runs; i++) {
            var trial = new Trial(scenario, random.split());
            var decided = trial.decided();
            switch (decided.verdict()) {
                case APPROVED -> approved++;
                case REJECTED -> rejected++;
                case HELD_BACK -> {}
            }
            calls += trial.candidate.drawn();
            decided.findings().stream()
                    .filter(Trials::stops)
                    .map(Finding::rule)
                    .distinct()
                    .forEach(rule -> stoppedBy.merge(rule, 1, Integer::sum));
        }
        return new Tally(runs, approved, rejected, runs - approved - rejected, calls, stoppedBy);
    }

    private static boolean stops(Finding finding) {
        return finding.outcome() == Finding.Outcome.FAILED || finding.outcome().isOpen();
    }

    /** One change from its first outputs to its decision. */
    private final class Trial {
        private final List<Extension> extensions = new ArrayList<>();
        private final Outputs candidate;
        private final Outputs baseline;

        Trial(Scenario scenario, SplittableRandom random) {
            var live = odds.cases().stream().mapToDouble(Odds.OfCase::passes).toArray();
            candidate = new Outputs(Subject.CANDIDATE, criteria, odds, scenario.of(live, random), random.split());
            baseline = new Outputs(Subject.BASELINE, criteria, odds, live, random.split());
        }

        Decided decided() {
            draw(new Extension(List.of(), samples));
            while (true) {
                switch (Gate.decide(inputs())) {
                    case Decided decided -> {
                        return decided;
                    }
                    case Outcome.MoreSamples(var extension) -> {
                        extensions.add(extension);
                        draw(extension);
                    }
                    case Outcome.NotYet(int missing) ->
                        throw new IllegalStateException(missing + " outputs are missing of a trial (expected: none)");
                    case Outcome.Outdated outdated ->
                        throw new IllegalStateException("a trial cannot be outdated: " + outdated);
                }
            }
        }

        private void draw(Extension extension) {
            candidate.draw(extension);
            baseline.draw(extension);
        }

        private Inputs inputs() {
            var change = new Inputs.Proposal(
                    "simulated/prompt",
                    "simulated",
                    1,
                    new VersionRef(2, Digest.of("candidate")),
                    LIVE,
                    1,
                    Digest.of("criteria"),
                    Digest.of("suite"),
                    samples,
                    true,
                    BigDecimal.ZERO,
                    null);
            return new Inputs(
                    RULES,
                    Instant.EPOCH,
                    change,
                    criteria,
                    odds.cases().stream().map(Odds.OfCase::suiteCase).toList(),
                    candidate.results(),
                    baseline.results(),
                    new Inputs.Live(1, LIVE),
                    extensions,
                    null);
        }
    }
}
