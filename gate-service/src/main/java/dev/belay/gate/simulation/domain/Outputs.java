package dev.belay.gate.simulation.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Extension;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** The outputs of one side that were drawn so far. */
final class Outputs {

    private final Subject subject;
    private final CriteriaDocument criteria;
    private final Odds odds;
    private final double[] passes;
    private final SplittableRandom random;
    private final int[] samples;
    private final List<CaseEvaluated> results = new ArrayList<>();

    /** @param passes of each case, in their order */
    Outputs(Subject subject, CriteriaDocument criteria, Odds odds, double[] passes, SplittableRandom random) {
        this.subject = subject;
        this.criteria = criteria;
        this.odds = odds;
        this.passes = passes;
        this.random = random;
        this.samples = new int[passes.length];
    }

    /** What is there already stays. */
    void draw(Extension extension) {
        for (int one = 0; one < passes.length; one++) {
            var id = odds.cases().get(one).suiteCase().id();
            if (extension.cases().isEmpty() || extension.cases().contains(id)) {
                while (samples[one] < extension.samples()) {
                    results.add(output(one, id, samples[one]++));
                }
            }
        }
    }

    List<CaseEvaluated> results() {
        return results;
    }

    int drawn() {
        return results.size();
    }

    private CaseEvaluated output(int one, String id, int sample) {
        var checks = new ArrayList<Check>();
        for (var mustHave : criteria.mustHaves()) {
            checks.add(check(Source.MUST_HAVE, mustHave.id(), 1 - odds.misses().getOrDefault(mustHave.id(), 0.0)));
        }
        for (var mustNot : criteria.mustNots()) {
            checks.add(
                    check(Source.MUST_NOT, mustNot.id(), 1 - odds.violations().getOrDefault(mustNot.id(), 0.0)));
        }
        checks.add(check(Source.CASE, "0", passes[one]));
        boolean failed = checks.stream().anyMatch(check -> check.outcome() == Outcome.FAILED);
        var spent = odds.spent().get(random.nextInt(odds.spent().size()));
        return new CaseEvaluated(
                task(one, sample),
                "simulated.1",
                "simulated/prompt",
                subject,
                id,
                sample,
                failed ? Outcome.FAILED : Outcome.PASSED,
                checks,
                null,
                null,
                spent.latencyMs(),
                spent.costUsd(),
                null,
                null,
                true);
    }

    private Check check(Source source, String id, double passes) {
        return random.nextDouble() < passes
                ? new Check(source, id, "simulated", Outcome.PASSED, 1, null)
                : new Check(source, id, "simulated", Outcome.FAILED, 0, null);
    }

    /** One for each place; a real digest of it would take most of the time. */
    private Digest task(int one, int sample) {
        var hex = HexFormat.of();
        return new Digest("sha256:" + hex.toHexDigits((long) subject.ordinal()) + hex.toHexDigits((long) one)
                + hex.toHexDigits((long) sample) + hex.toHexDigits(0L));
    }
}
