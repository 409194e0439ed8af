package dev.belay.system.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Of the first calls of all requests, so many per cent fail, each in one way. Which ones depends on the messages alone,
 * so that an order of calls, or a restart, changes nothing; whoever asks again is answered.
 */
public record Faults(Map<Fault, Double> percents) {

    public static final Faults NONE = new Faults(Map.of());

    public Faults {
        percents = Map.copyOf(percents);
        double all = percents.values().stream().mapToDouble(percent -> percent).sum();
        if (!(all >= 0 && all <= 100)) {
            throw new IllegalArgumentException("faults: %s %% (expected: 0 to 100)".formatted(all));
        }
    }

    /** Of each way alike. */
    public static Faults of(double percent) {
        var percents = new EnumMap<Fault, Double>(Fault.class);
        for (var fault : Fault.values()) {
            percents.put(fault, percent / Fault.values().length);
        }
        return percent == 0 ? NONE : new Faults(percents);
    }

    /** {@code 20}, or {@code server-error:10/hang:0.5}. */
    public static Faults parse(String text) {
        if (!text.contains(":")) {
            return of(Double.parseDouble(text.strip()));
        }
        return new Faults(Arrays.stream(text.split("/", -1))
                .map(String::strip)
                .collect(Collectors.toMap(part -> Fault.named(name(part)), Faults::percent)));
    }

    private static String name(String part) {
        return part.substring(0, colon(part));
    }

    private static double percent(String part) {
        return Double.parseDouble(part.substring(colon(part) + 1));
    }

    private static int colon(String part) {
        int colon = part.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("fault: %s (expected: like hang:0.5, in per cent)".formatted(part));
        }
        return colon;
    }

    Optional<Fault> of(String request, int call) {
        if (call > 1 || percents.isEmpty()) {
            return Optional.empty();
        }
        double draw = new SplittableRandom(request.hashCode()).nextDouble(100);
        for (var fault : Fault.values()) {
            draw -= percents.getOrDefault(fault, 0.0);
            if (draw < 0) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return percents.isEmpty()
                ? "none"
                : percents.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(share -> "%s %.3g %%".formatted(share.getKey(), share.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
