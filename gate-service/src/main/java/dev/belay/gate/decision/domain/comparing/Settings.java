package dev.belay.gate.decision.domain.comparing;

import dev.belay.contracts.document.CriteriaDocument.Regression;

/**
 * The settings of the careful comparison.
 *
 * @param samples of each case in the first stage
 * @param most samples of a case
 * @param alpha the chance of a false block over all cases, and of a false pass of the suite's test
 * @param margin by how much the share of passing outputs may truly fall, 0 to 1
 */
public record Settings(int samples, int most, double alpha, double margin) {

    public static final Settings DEFAULT =
            new Settings(Regression.CAREFUL.samples(), Regression.CAREFUL.mostSamples(), 0.05, 0.03);

    /** A case with a failure is looked at again when so rare a share of passes is at most this likely by chance. */
    static final double SUSPECT = 0.25;

    /** A case that falls by at least {@link #SEVERE} blocks at this p without correction for the number of cases. */
    static final double SEVERE_P = 0.01;

    static final double SEVERE = 0.40;
}
