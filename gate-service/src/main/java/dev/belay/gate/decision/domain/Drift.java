package dev.belay.gate.decision.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.document.CriteriaDocument.Affects;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.domain.people.AffectedAspect.By;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the meaning of outputs moved from the baseline's: the cosine distance of their sentence embeddings (0 the same, 1
 * unrelated, 2 opposite), averaged over the pairs of a case, less what the baseline's own samples of the case differ by. A model
 * that answers differently each time so drifts by nothing, on average.
 *
 * @param model that made the vectors; empty where none were needed
 * @param cases what was measured, by case; negative where the candidate stays nearer to the baseline than that to itself
 * @param unmeasured why it is not known; absent when it is
 */
public record Drift(
        String model, Map<String, Double> cases, @Nullable String unmeasured) {

    /** Of all cases that have outputs on both sides: a figure of the run, not of each of its cases. */
    static final int CASES = 40;

    static final int SAMPLES = 3;

    /** A reworded instruction moves outputs by less, and another style by more: docs/judgement.md has the figures. */
    static final double USUAL_TONE = 0.25;

    /** Digits that are kept of what another machine may compute a little differently. */
    private static final double DIGITS = 1e4;

    public Drift {
        cases = new TreeMap<>(cases);
    }

    public static Drift unmeasured(String why) {
        return new Drift("", Map.of(), why);
    }

    /** The outputs of a case that are compared. */
    public record Compared(String caseId, List<Digest> candidate, List<Digest> baseline) {

        public Compared {
            candidate = List.copyOf(candidate);
            baseline = List.copyOf(baseline);
        }

        public Stream<Digest> outputs() {
            return Stream.concat(candidate.stream(), baseline.stream()).distinct();
        }
    }

    /** Whether anybody wants to know. */
    public static boolean isAskedFor(Affects affects) {
        return Stream.of(Aspect.values())
                .anyMatch(aspect -> limit(aspect, affects).isPresent());
    }

    /** Edge cases first, the rest by the change's lot, so that every attempt of it compares the same. */
    public static List<Compared> sample(String change, List<SuiteCase> suite, List<CaseEvaluated> results) {
        var outputs = new HashMap<Subject, Map<String, List<CaseEvaluated>>>();
        for (var result : results) {
            if (result.completion() != null) {
                outputs.computeIfAbsent(result.subject(), side -> new HashMap<>())
                        .computeIfAbsent(result.caseId(), id -> new ArrayList<>())
                        .add(result);
            }
        }
        return suite.stream()
                .sorted(Comparator.comparing((SuiteCase each) -> each.failureMode() == null)
                        .thenComparing(
                                each -> Digest.of(change + "\n" + each.id()).value()))
                .map(each -> new Compared(
                        each.id(),
                        first(outputs.getOrDefault(Subject.CANDIDATE, Map.of()).get(each.id())),
                        first(outputs.getOrDefault(Subject.BASELINE, Map.of()).get(each.id()))))
                .filter(each -> !each.candidate().isEmpty() && !each.baseline().isEmpty())
                .limit(CASES)
                .toList();
    }

    private static List<Digest> first(@Nullable List<CaseEvaluated> results) {
        return results == null
                ? List.of()
                : results.stream()
                        .sorted(Comparator.comparingInt(CaseEvaluated::sample))
                        .limit(SAMPLES)
                        .map(CaseEvaluated::completion)
                        .toList();
    }

    /** @param vectors by output, all of {@code model}; an output without one is left out */
    public static Drift of(List<Compared> sample, String model, Map<Digest, byte[]> vectors) {
        var cases = new HashMap<String, Double>();
        for (var compared : sample) {
            var now = vectors(compared.candidate(), vectors);
            var before = vectors(compared.baseline(), vectors);
            if (!now.isEmpty() && !before.isEmpty()) {
                cases.put(compared.caseId(), rounded(between(now, before) - within(before)));
            }
        }
        return cases.isEmpty() && !sample.isEmpty()
                ? unmeasured("none of its outputs can be read any more")
                : new Drift(model, cases, null);
    }

    /** Over the cases; never below 0. Empty where no case has outputs on both sides. */
    public OptionalDouble mean() {
        return mean(cases);
    }

    public static OptionalDouble mean(Map<String, Double> cases) {
        var mean = cases.values().stream().mapToDouble(each -> each).average();
        return mean.isEmpty() ? mean : OptionalDouble.of(rounded(Math.max(0, mean.getAsDouble())));
    }

    /** What is not known affects whatever it could: missing evidence never passes. */
    public List<AffectedAspect> aspects(Affects affects) {
        return Stream.of(Aspect.values())
                .flatMap(aspect -> limit(aspect, affects).stream().flatMap(limit -> found(aspect, limit).stream()))
                .toList();
    }

    private Optional<AffectedAspect> found(Aspect aspect, double limit) {
        if (unmeasured != null) {
            return Optional.of(new AffectedAspect(
                    aspect, By.DRIFT, "how far its outputs moved could not be measured: " + unmeasured, null));
        }
        var mean = mean();
        return mean.isPresent() && mean.getAsDouble() > limit
                ? Optional.of(new AffectedAspect(
                        aspect,
                        By.DRIFT,
                        String.format(
                                Locale.ROOT,
                                "outputs of %d cases moved by %.2f from the live version's, more than %.2f",
                                cases.size(),
                                mean.getAsDouble(),
                                limit),
                        null))
                : Optional.empty();
    }

    private static Optional<Double> limit(Aspect aspect, Affects affects) {
        var detector = detector(aspect, affects);
        if (detector != null && !detector.isOn()) {
            return Optional.empty();
        }
        return Optional.ofNullable(detector == null ? null : detector.outputDrift())
                .or(() -> aspect == Aspect.TONE ? Optional.of(USUAL_TONE) : Optional.empty());
    }

    private static @Nullable Detector detector(Aspect aspect, Affects affects) {
        return switch (aspect) {
            case TONE -> affects.tone();
            case PERSONA -> affects.persona();
            case SAFETY -> affects.safety();
        };
    }

    private static List<byte[]> vectors(List<Digest> outputs, Map<Digest, byte[]> vectors) {
        return outputs.stream().filter(vectors::containsKey).map(vectors::get).toList();
    }

    private static double between(List<byte[]> some, List<byte[]> others) {
        return some.stream()
                .flatMapToDouble(a -> others.stream().mapToDouble(b -> distance(a, b)))
                .average()
                .orElse(0);
    }

    /** Of each with each other; 0 for one alone. */
    private static double within(List<byte[]> some) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < some.size(); i++) {
            for (int j = i + 1; j < some.size(); j++) {
                sum += distance(some.get(i), some.get(j));
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /** 1 - cosine. */
    private static double distance(byte[] a, byte[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "vectors of %d and %d members (expected: of one model)".formatted(a.length, b.length));
        }
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            lengthA += a[i] * a[i];
            lengthB += b[i] * b[i];
        }
        return lengthA == 0 || lengthB == 0 ? 1 : 1 - dot / Math.sqrt(lengthA * lengthB);
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
