package dev.belay.gate.decision.domain;

import dev.belay.contracts.decision.Finding;

/**
 * How a share compares with the one asked for, of which some may be unknown. Stated as what must hold, so that a
 * demand that is not a number is never met.
 *
 * @param demanded 0 to 1, inclusive: equal to it is enough
 */
record Share(int passed, int failed, int unknown, double demanded) {

    /** Failed only when it would be with every unknown one passing, and passed only when none is unknown. */
    Finding.Outcome outcome() {
        if (!isDemandValid() || total() == 0) {
            return Finding.Outcome.INCONCLUSIVE;
        }
        if ((double) (passed + unknown) / total() < demanded) {
            return Finding.Outcome.FAILED;
        }
        return unknown == 0 && value() >= demanded ? Finding.Outcome.PASSED : Finding.Outcome.INCONCLUSIVE;
    }

    boolean isDemandValid() {
        return demanded >= 0 && demanded <= 1;
    }

    int total() {
        return passed + failed + unknown;
    }

    /** Of all, the unknown ones not counted as passed. */
    double value() {
        return (double) passed / total();
    }
}
