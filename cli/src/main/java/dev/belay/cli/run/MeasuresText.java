package dev.belay.cli.run;

import dev.belay.cli.api.Measures;
import dev.belay.cli.terminal.Money;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run took, in a line. */
public final class MeasuresText {

    private MeasuresText() {}

    /**
     * Like {@code 112 outputs, 56 from recordings; p50 210 ms, p95 480 ms; 12,345 tokens; $0.0050}.
     *
     * @param costUsd of the run's own calls
     */
    public static String summary(Measures measures, BigDecimal costUsd) {
        return outputs(measures) + errors(measures) + latency(measures, "; ") + tokens(measures, "; ") + "; $"
                + Money.text(costUsd);
    }

    /** The part of it that is worth watching while the run goes on; empty at the beginning. */
    static String progress(Measures measures) {
        int replies = measures.paid() + measures.recorded();
        var share = measures.recorded() == 0 ? "" : "  recorded " + 100L * measures.recorded() / replies + " %";
        return tokens(measures, "  ")
                + share
                + latency(measures, "  ")
                + (measures.errors().isEmpty() ? "" : "  ! " + kinds(measures.errors()));
    }

    private static String outputs(Measures measures) {
        var outputs = number(measures.outputs()) + (measures.outputs() == 1 ? " output" : " outputs");
        if (measures.recorded() == 0) {
            return outputs;
        }
        boolean all = measures.recorded() == measures.outputs();
        return outputs + ", " + (all ? "all" : number(measures.recorded())) + " from recordings";
    }

    private static String errors(Measures measures) {
        int errors =
                measures.errors().values().stream().mapToInt(Integer::intValue).sum();
        return errors == 0
                ? ""
                : ", " + number(errors) + (errors == 1 ? " error (" : " errors (") + kinds(measures.errors()) + ")";
    }

    private static String kinds(Map<String, Integer> errors) {
        return new TreeMap<>(errors)
                .entrySet().stream()
                        .map(kind -> number(kind.getValue()) + " " + kind.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String latency(Measures measures, String before) {
        return measures.p50LatencyMs() == null || measures.p95LatencyMs() == null
                ? ""
                : before + "p50 " + number(measures.p50LatencyMs()) + " ms, p95 " + number(measures.p95LatencyMs())
                        + " ms";
    }

    private static String tokens(Measures measures, String before) {
        return measures.tokens() == 0 ? "" : before + number(measures.tokens()) + " tokens";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
