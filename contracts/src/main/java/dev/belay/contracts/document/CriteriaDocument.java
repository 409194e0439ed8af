package dev.belay.contracts.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What good means for one prompt, as its PM wrote it; {@code null} stands for "not said", and {@code …OrDefault} for
 * what then holds.
 *
 * @param owner the PM's e-mail address
 * @param passRate share of the cases that must pass, 0 to 1
 * @param judge the model that reads outputs where a criterion has words alone or a model-graded assertion, {@code
 *     provider:model}; where it is not said, the one that the platform names, and else the prompt's own
 * @param live what follows from outputs that applications really got; where it is not said, they are read and nothing follows
 */
public record CriteriaDocument(
        String owner,
        @Nullable List<MustHave> mustHave,
        @Nullable List<MustNot> mustNot,
        @Nullable Double passRate,
        @Nullable List<FailureMode> failureModes,
        @Nullable Ceilings ceilings,
        @Nullable Regression regression,
        @Nullable Affects affects,
        @Nullable ReviewPolicy review,
        @Nullable List<SignOffRole> signOff,
        @Nullable String judge,
        @Nullable LivePolicy live) {

    public static final double DEFAULT_PASS_RATE = 0.95;

    private static final String RUBRIC = "llm-rubric";

    /** With Belay's detectors, a review of the usual size, a PM's sign-off, and no judge of its own. */
    public CriteriaDocument(
            String owner,
            @Nullable List<MustHave> mustHave,
            @Nullable List<MustNot> mustNot,
            @Nullable Double passRate,
            @Nullable List<FailureMode> failureModes,
            @Nullable Ceilings ceilings,
            @Nullable Regression regression) {
        this(owner, mustHave, mustNot, passRate, failureModes, ceilings, regression, null, null, null, null, null);
    }

    public List<MustHave> mustHaves() {
        return mustHave == null ? List.of() : List.copyOf(mustHave);
    }

    public List<MustNot> mustNots() {
        return mustNot == null ? List.of() : List.copyOf(mustNot);
    }

    public List<FailureMode> failureModesOrNone() {
        return failureModes == null ? List.of() : List.copyOf(failureModes);
    }

    public double passRateOrDefault() {
        return passRate == null ? DEFAULT_PASS_RATE : passRate;
    }

    public Regression regressionOrDefault() {
        return regression == null ? Regression.CAREFUL : regression;
    }

    public CriteriaDocument with(Regression compared) {
        return new CriteriaDocument(
                owner,
                mustHave,
                mustNot,
                passRate,
                failureModes,
                ceilings,
                compared,
                affects,
                review,
                signOff,
                judge,
                live);
    }

    public Affects affectsOrDefault() {
        return affects == null ? new Affects(null, null, null) : affects;
    }

    public ReviewPolicy reviewOrDefault() {
        return review == null ? new ReviewPolicy(null, null) : review;
    }

    /** The roles of which a person each must sign a safety-adjacent change. */
    public Set<SignOffRole> signOffOrDefault() {
        return signOff == null || signOff.isEmpty() ? Set.of(SignOffRole.PM) : new TreeSet<>(signOff);
    }

    /** Criteria that demand nothing approve nothing: the gate treats them as missing evidence. */
    public boolean demandNothing() {
        return mustHaves().isEmpty() && mustNots().isEmpty();
    }

    /** A judge model finds out whether it is true of an output. */
    private static Assertion read(String says) {
        return new Assertion(RUBRIC, TextNode.valueOf(says), null, null, null);
    }

    /**
     * @param assertion passes on an output that satisfies it; where absent, a judge model reads {@code says}
     * @param rate share of the outputs that must satisfy it, 0 to 1; every one when absent
     */
    public record MustHave(
            String id,
            String says,
            @JsonProperty("assert") @Nullable Assertion assertion,
            @Nullable Double rate) {

        /** What finds out whether an output satisfies it. */
        public Assertion test() {
            return assertion == null ? read(says) : assertion;
        }

        public double rateOrDefault() {
            return rate == null ? 1.0 : rate;
        }
    }

    /**
     * @param bad examples that must be caught
     * @param good examples that must not be
     * @param detect passes on an output that does the forbidden thing; where absent, a judge model reads {@code says}
     */
    public record MustNot(
            String id,
            String says,
            List<String> bad,
            @Nullable List<String> good,
            @Nullable Assertion detect) {

        /** What finds the forbidden thing in an output. */
        public Assertion detector() {
            return detect == null ? read(says) : detect;
        }

        public List<String> goodOrNone() {
            return good == null ? List.of() : List.copyOf(good);
        }
    }

    /** @param minCases how many cases of the suite must stand for it, 1 when absent */
    public record FailureMode(
            String id,
            String says,
            @Nullable String from,
            @Nullable Integer minCases) {

        public int minCasesOrDefault() {
            return minCases == null ? 1 : minCases;
        }
    }

    /**
     * @param latencyIncrease over the baseline's p95, {@code 400ms} or {@code 20%}
     * @param costIncrease over the baseline's mean, {@code 0.001usd} or {@code 20%}
     * @param soft the names of the ceilings that a change with better quality may break if the PM agrees
     */
    public record Ceilings(
            @Nullable Double p95LatencyMs,
            @Nullable Double meanCostUsd,
            @Nullable String latencyIncrease,
            @Nullable String costIncrease,
            @Nullable List<String> soft) {}

    /** What makes a change one of tone, persona or safety, whatever its author says; Belay's own rules where absent. */
    public record Affects(
            @Nullable Detector tone,
            @Nullable Detector persona,
            @Nullable Detector safety) {}

    /**
     * @param on whether it looks at all; it does when absent
     * @param diffMatches regular expressions (RE2 syntax), one of which matches a line that the change adds or removes
     * @param outputDrift how far outputs may move from the baseline's, 0 to 2 (cosine distance), beyond what the baseline's
     *     own samples differ
     */
    public record Detector(
            @Nullable Boolean on,
            @Nullable List<String> diffMatches,
            @Nullable Double outputDrift) {

        public boolean isOn() {
            return on == null || on;
        }
    }

    /**
     * @param outputs how many outputs a reviewer is shown, fewer only where the suite has fewer cases
     * @param minAccepted how many of them must be accepted
     */
    public record ReviewPolicy(
            @Nullable Integer outputs, @Nullable Integer minAccepted) {

        private static final int OUTPUTS = 15;

        public int outputsOrDefault() {
            return outputs == null ? OUTPUTS : outputs;
        }

        /** Of a sample as large as was asked for, all but one when absent; a smaller one is accepted whole. */
        public int minAcceptedOf(int shown) {
            int rejectable = outputsOrDefault() - (minAccepted == null ? outputsOrDefault() - 1 : minAccepted);
            return shown < outputsOrDefault() ? shown : shown - rejectable;
        }
    }

    /**
     * @param sample share of the outputs that a judge model reads, like {@code 10%}; must-nots that need no judge are looked for
     *     in every one
     * @param rollBackAt how many outputs that violate a must-not roll the version back
     * @param within how near to each other they lie, like {@code 10m}; older ones are ignored
     */
    public record LivePolicy(
            @Nullable String sample,
            @Nullable Integer rollBackAt,
            @Nullable String within) {

        private static final double SAMPLE = 0.1;
        private static final Duration WITHIN = Duration.ofMinutes(10);
        private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([smhd])");
        private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)%");

        /** 0 to 1. */
        public double sampleOrDefault() {
            return sample == null ? SAMPLE : share(sample).orElse(SAMPLE);
        }

        public int rollBackAtOrDefault() {
            return rollBackAt == null ? 1 : rollBackAt;
        }

        public Duration withinOrDefault() {
            return within == null ? WITHIN : span(within).orElse(WITHIN);
        }

        /** Of {@code 10%}; empty for anything else. */
        public static Optional<Double> share(String text) {
            var share = SHARE.matcher(text);
            return Optional.of(share)
                    .filter(Matcher::matches)
                    .map(found -> Double.parseDouble(found.group(1)) / 100)
                    .filter(found -> found <= 1);
        }

        /** Of {@code 90s}, {@code 10m}, {@code 6h} or {@code 7d}; empty for anything else. */
        public static Optional<Duration> span(String text) {
            var span = SPAN.matcher(text);
            if (!span.matches()) {
                return Optional.empty();
            }
            var unit = switch (span.group(2)) {
                case "s" -> ChronoUnit.SECONDS;
                case "m" -> ChronoUnit.MINUTES;
                case "h" -> ChronoUnit.HOURS;
                default -> ChronoUnit.DAYS;
            };
            return Optional.of(Duration.of(Long.parseLong(span.group(1)), unit));
        }
    }

    public enum SignOffRole {
        @JsonProperty("pm")
        PM,
        @JsonProperty("engineer")
        ENGINEER,
        @JsonProperty("ops")
        OPS;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a candidate is compared with the baseline. */
    public enum Regression {
        /** One output of each case; a case that passed must pass: for models that answer the same each time. */
        @JsonProperty("strict")
        STRICT(1, 1),
        /** Several outputs of each case, more where it looks worse, and exact tests; where nothing else is said. */
        @JsonProperty("careful")
        CAREFUL(5, 20);

        private final int samples;
        private final int mostSamples;

        Regression(int samples, int mostSamples) {
            this.samples = samples;
            this.mostSamples = mostSamples;
        }

        /** Of each case, to begin with, where nobody asked for another number. */
        public int samples() {
            return samples;
        }

        /** Of a case. */
        public int mostSamples() {
            return mostSamples;
        }
    }
}
