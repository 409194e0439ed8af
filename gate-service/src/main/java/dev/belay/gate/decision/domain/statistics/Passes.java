package dev.belay.gate.decision.domain.statistics;

/** How many of the outputs of one side passed. */
public record Passes(int passed, int outputs) {

    public Passes {
        if (passed < 0 || passed > outputs) {
            throw new IllegalArgumentException("%d of %d passed (expected: 0 to all)".formatted(passed, outputs));
        }
    }

    /** NaN without outputs. */
    public double share() {
        return (double) passed / outputs;
    }
}
