package dev.belay.gate.decision.domain;

import dev.belay.contracts.run.CaseEvaluated;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What ceilings bound. Latency and cost are the recorded call's, also when it was not made again. */
enum Figure {
    P95_LATENCY(
            "p95 latency", "ms", result -> result.latencyMs() == null ? null : BigDecimal.valueOf(result.latencyMs())) {
        /** Nearest rank: the smallest value that at least 95 % of them do not exceed. */
        @Override
        BigDecimal over(List<BigDecimal> values) {
            int rank = (95 * values.size() + 99) / 100;
            return values.stream().sorted().toList().get(rank - 1);
        }
    },
    MEAN_COST("mean cost", "usd", CaseEvaluated::costUsd) {
        @Override
        BigDecimal over(List<BigDecimal> values) {
            return values.stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128);
        }
    };

    /** Fine enough for a fraction of a token, and coarse enough that a rounded quotient is no breach. */
    private static final int DECIMALS = 12;

    private final String words;
    private final String unit;
    private final Function<CaseEvaluated, @Nullable BigDecimal> of;

    Figure(String words, String unit, Function<CaseEvaluated, @Nullable BigDecimal> of) {
        this.words = words;
        this.unit = unit;
        this.of = of;
    }

    abstract BigDecimal over(List<BigDecimal> values);

    String words() {
        return words;
    }

    String unit() {
        return unit;
    }

    boolean isKnown(Output output) {
        return output.result() != null && of.apply(output.result()) != null;
    }

    /** Of outputs that are all known, at least one. */
    BigDecimal of(Measurements side) {
        return rounded(over(side.outputs().stream().map(Output::result).map(of).toList()));
    }

    static BigDecimal rounded(BigDecimal value) {
        return value.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** Like {@code 1520 ms}. */
    String written(BigDecimal value) {
        return value.round(new MathContext(6)).stripTrailingZeros().toPlainString() + " " + unit;
    }
}
