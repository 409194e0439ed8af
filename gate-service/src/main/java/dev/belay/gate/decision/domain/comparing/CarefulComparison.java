package dev.belay.gate.decision.domain.comparing;

import dev.belay.gate.decision.domain.statistics.Holm;
import dev.belay.gate.decision.domain.statistics.PairedDifference;
import dev.belay.gate.decision.domain.statistics.PairedDifference.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the candidate is worse than the baseline, as the two-stage procedure says. Every case has some samples; a case
 * that looks worse gets more, and blocks when an exact test over all of them, corrected for the number of cases, says so.
 * Over the whole suite the candidate must be shown not to fall by more than a margin: that test uses only the samples that
 * every case has, since those taken of suspects were selected by their results.
 *
 * @param suspects cases that look worse and have fewer samples than allowed
 * @param worse cases that are worse
 * @param suite absent evidence is NaN in it
 */
public record CarefulComparison(List<CaseCounts> suspects, List<Worse> worse, PairedDifference suite) {

    /** @param p corrected for the number of cases */
    public record Worse(CaseCounts counts, double p) {}

    public static CarefulComparison of(List<CaseCounts> cases, Settings settings) {
        var suspects = cases.stream().filter(CaseCounts::isSuspect).toList();
        var open = suspects.stream()
                .filter(one -> one.candidate().outputs() < settings.most())
                .toList();
        return new CarefulComparison(
                open,
                worse(cases.size(), suspects, settings),
                PairedDifference.of(cases.stream()
                        .map(one -> new Difference(one.firstDifference(), one.cluster()))
                        .toList()));
    }

    /** A case that is not suspect is not tested, and counts in the correction with p = 1. */
    private static List<Worse> worse(int cases, List<CaseCounts> suspects, Settings settings) {
        var p = new double[cases];
        for (int i = 0; i < cases; i++) {
            p[i] = i < suspects.size() ? suspects.get(i).p() : 1;
        }
        var adjusted = Holm.adjusted(p);
        var worse = new ArrayList<Worse>();
        for (int i = 0; i < suspects.size(); i++) {
            boolean severe = p[i] < Settings.SEVERE_P && suspects.get(i).drop() >= Settings.SEVERE;
            if (adjusted[i] <= settings.alpha() || severe) {
                worse.add(new Worse(suspects.get(i), adjusted[i]));
            }
        }
        return List.copyOf(worse);
    }

    /** Whether the suite is shown not to fall by more than the margin. */
    public boolean isNotInferior(Settings settings) {
        return suite.lowerBound(settings.alpha()) > -settings.margin();
    }

    /** Whether the suite is shown to fall by more than the margin. */
    public boolean isInferior(Settings settings) {
        return suite.upperBound(settings.alpha()) < -settings.margin();
    }
}
