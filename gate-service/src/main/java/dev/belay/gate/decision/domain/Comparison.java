package dev.belay.gate.decision.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.people.Quarantine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules look at.
 *
 * @param samples those that every case has were taken whatever their results; what a case has beyond them was not
 * @param baseline absent when nothing was live
 * @param held what a rollback took back, on the cases of incidents; absent where it is not asked for
 * @param setAside the cases in quarantine
 */
record Comparison(
        CriteriaDocument criteria,
        List<SuiteCase> suite,
        Measurements candidate,
        Optional<Measurements> baseline,
        Optional<Measurements> held,
        SamplePlan samples,
        BigDecimal budgetUsd,
        Map<String, Quarantine> setAside) {

    static Comparison of(Inputs inputs) {
        var samples = inputs.samples();
        return new Comparison(
                RuleSet.of(inputs.ruleSet()).meant(inputs.criteria()),
                inputs.suite(),
                Measurements.of(
                        Subject.CANDIDATE,
                        inputs.suite(),
                        samples,
                        Disputes.settled(
                                inputs.candidateResults(), inputs.change().criteria(), inputs.people())),
                Optional.ofNullable(inputs.change().baseline())
                        .map(version ->
                                Measurements.of(Subject.BASELINE, inputs.suite(), samples, inputs.baselineResults())),
                held(inputs, samples),
                samples,
                inputs.change().budgetUsd(),
                inputs.people() == null ? Map.of() : inputs.people().inQuarantine(inputs.asOf()));
    }

    private static Optional<Measurements> held(Inputs inputs, SamplePlan samples) {
        var after = inputs.rolledBack();
        if (after == null || after.left() == null) {
            return Optional.empty();
        }
        var incidents =
                inputs.suite().stream().filter(SuiteCase::isOfAnIncident).toList();
        return Optional.of(Measurements.of(Subject.HELD, incidents, samples, inputs.heldResultsOrNone()));
    }

    /** The candidate's outputs that no look at results selected: shares and means of others would be biased. */
    Measurements unselected(Measurements side) {
        return side.first(samples.every());
    }

    /** Without the cases in quarantine, which are compared with nothing. */
    Comparison compared() {
        return setAside.isEmpty()
                ? this
                : new Comparison(
                        criteria,
                        suite.stream()
                                .filter(each -> !setAside.containsKey(each.id()))
                                .toList(),
                        candidate.without(setAside.keySet()),
                        baseline.map(side -> side.without(setAside.keySet())),
                        held,
                        samples,
                        budgetUsd,
                        setAside);
    }

    int expected() {
        return candidate.outputs().size()
                + baseline.map(side -> side.outputs().size()).orElse(0)
                + held.map(side -> side.outputs().size()).orElse(0);
    }

    int missing() {
        return candidate.missing()
                + baseline.map(Measurements::missing).orElse(0)
                + held.map(Measurements::missing).orElse(0);
    }
}
