package dev.belay.contracts.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.belay.contracts.document.CriteriaDocument.Ceilings;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.document.CriteriaDocument.FailureMode;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way in which criteria demand less than those before them. What cannot be shown to demand as much counts as one.
 *
 * @param what for people, like {@code passRate 0.95 → 0.9}
 */
public record Weakening(Kind kind, String what) {

    public enum Kind {
        @JsonProperty("removes")
        REMOVES,
        @JsonProperty("weakens")
        WEAKENS
    }

    /** Like {@code removes must-not recommends-medication}. */
    public String said() {
        return kind == Kind.REMOVES ? "removes " + what : "weakens " + what;
    }

    /** None when {@code after} demands at least as much, in the order of the document. */
    public static List<Weakening> of(CriteriaDocument before, CriteriaDocument after) {
        return new Comparison().of(before, after);
    }

    private static final class Comparison {
        private final List<Weakening> found = new ArrayList<>();

        List<Weakening> of(CriteriaDocument before, CriteriaDocument after) {
            each("must-have ", before.mustHaves(), after.mustHaves(), MustHave::id, this::mustHave);
            each("must-not ", before.mustNots(), after.mustNots(), MustNot::id, this::mustNot);
            lower("passRate", before.passRateOrDefault(), after.passRateOrDefault());
            each("failure mode ", before.failureModesOrNone(), after.failureModesOrNone(), FailureMode::id, this::mode);
            ceilings(orNone(before.ceilings()), orNone(after.ceilings()));
            if (before.regressionOrDefault() == Regression.STRICT
                    && after.regressionOrDefault() == Regression.CAREFUL) {
                weakens("regression strict → careful");
            }
            people(before, after);
            live(before.live(), after.live());
            if (!Objects.equals(before.judge(), after.judge())) {
                weakens("judge " + said(before.judge()) + " → " + said(after.judge()) + ", who may find less");
            }
            return List.copyOf(found);
        }

        private interface Both<T> {
            void compare(T before, T after);
        }

        private <T> void each(String what, List<T> before, List<T> after, Function<T, String> id, Both<T> comparison) {
            var now = after.stream().collect(Collectors.toMap(id, one -> one, (first, second) -> first));
            for (var one : before) {
                var same = now.get(id.apply(one));
                if (same == null) {
                    found.add(new Weakening(Kind.REMOVES, what + id.apply(one)));
                } else {
                    comparison.compare(one, same);
                }
            }
        }

        private void mustHave(MustHave before, MustHave after) {
            if (!Demand.asksAsMuch(before.test(), after.test())) {
                weakens("must-have " + before.id() + ": it asks something else");
            }
            lower("must-have " + before.id() + ": rate", before.rateOrDefault(), after.rateOrDefault());
        }

        private void mustNot(MustNot before, MustNot after) {
            if (!Demand.findsAsMuch(before.detector(), after.detector())) {
                weakens("must-not " + before.id() + ": it finds something else");
            }
            var kept = new HashSet<>(after.bad());
            long lost = before.bad().stream().filter(bad -> !kept.contains(bad)).count();
            if (lost > 0) {
                weakens("must-not " + before.id() + ": " + lost + " bad example" + (lost == 1 ? "" : "s") + " fewer");
            }
        }

        private void mode(FailureMode before, FailureMode after) {
            lower("failure mode " + before.id() + ": minCases", before.minCasesOrDefault(), after.minCasesOrDefault());
        }

        private void ceilings(Ceilings before, Ceilings after) {
            higher("ceiling p95LatencyMs", before.p95LatencyMs(), after.p95LatencyMs());
            higher("ceiling meanCostUsd", before.meanCostUsd(), after.meanCostUsd());
            increase("ceiling latencyIncrease", before.latencyIncrease(), after.latencyIncrease());
            increase("ceiling costIncrease", before.costIncrease(), after.costIncrease());
            var soft = after.soft() == null ? List.<String>of() : after.soft();
            soft.stream()
                    .filter(name -> before.soft() == null || !before.soft().contains(name))
                    .forEach(name -> weakens("ceiling " + name + ": it is soft"));
        }

        private void people(CriteriaDocument before, CriteriaDocument after) {
            var was = before.affectsOrDefault();
            var is = after.affectsOrDefault();
            detector("tone", was.tone(), is.tone());
            detector("persona", was.persona(), is.persona());
            detector("safety", was.safety(), is.safety());
            int shown = before.reviewOrDefault().outputsOrDefault();
            int shownNow = after.reviewOrDefault().outputsOrDefault();
            lower("review: outputs", shown, shownNow);
            int rejectable = shown - before.reviewOrDefault().minAcceptedOf(shown);
            int rejectableNow = shownNow - after.reviewOrDefault().minAcceptedOf(shownNow);
            if (rejectableNow > rejectable) {
                weakens("review: outputs that may be rejected " + rejectable + " → " + rejectableNow);
            }
            for (var role : before.signOffOrDefault()) {
                if (!after.signOffOrDefault().contains(role)) {
                    found.add(new Weakening(
                            Kind.REMOVES, "sign-off of " + role.name().toLowerCase(Locale.ROOT)));
                }
            }
        }

        private void live(@Nullable LivePolicy before, @Nullable LivePolicy after) {
            if (before == null) {
                return;
            }
            if (after == null) {
                found.add(new Weakening(Kind.REMOVES, "live: nothing is rolled back by itself"));
                return;
            }
            lower("live: sample", before.sampleOrDefault(), after.sampleOrDefault());
            higher("live: rollBackAt", (double) before.rollBackAtOrDefault(), (double) after.rollBackAtOrDefault());
            lower(
                    "live: within (s)",
                    before.withinOrDefault().toSeconds(),
                    after.withinOrDefault().toSeconds());
        }

        /** What a detector does that says nothing is Belay's own, which is not known here. */
        private void detector(String aspect, @Nullable Detector before, @Nullable Detector after) {
            var was = before == null ? new Detector(null, null, null) : before;
            var is = after == null ? new Detector(null, null, null) : after;
            if (was.isOn() && !is.isOn()) {
                weakens("affects." + aspect + ": it is off");
            }
            boolean fewer = was.diffMatches() == null
                    ? is.diffMatches() != null
                    : is.diffMatches() == null || !is.diffMatches().containsAll(was.diffMatches());
            if (fewer) {
                weakens("affects." + aspect + ": diffMatches lacks what it had");
            }
            var most = was.outputDrift();
            boolean further =
                    most == null ? is.outputDrift() != null : !(is.outputDrift() != null && is.outputDrift() <= most);
            if (further) {
                weakens("affects." + aspect + ": outputDrift " + said(most) + " → " + said(is.outputDrift()));
            }
        }

        private void lower(String what, double before, double after) {
            if (!(after >= before)) {
                weakens(what + " " + said(before) + " → " + said(after));
            }
        }

        private void higher(String what, @Nullable Double before, @Nullable Double after) {
            if (before != null && after == null) {
                found.add(new Weakening(Kind.REMOVES, what));
            } else if (before != null && !(after <= before)) {
                weakens(what + " " + said(before) + " → " + said(after));
            }
        }

        /** In another unit it may be anything. */
        private void increase(String what, @Nullable String before, @Nullable String after) {
            if (before != null && after == null) {
                found.add(new Weakening(Kind.REMOVES, what));
            } else if (before != null) {
                boolean sameUnit = unit(before).equals(unit(after));
                if (!sameUnit || amount(after).compareTo(amount(before)) > 0) {
                    weakens(what + " " + before + " → " + after);
                }
            }
        }

        private void weakens(String what) {
            found.add(new Weakening(Kind.WEAKENS, what));
        }
    }

    private static Ceilings orNone(@Nullable Ceilings ceilings) {
        return ceilings == null ? new Ceilings(null, null, null, null, null) : ceilings;
    }

    private static String unit(String increase) {
        return increase.replaceFirst("^[\\d.]+", "");
    }

    private static BigDecimal amount(String increase) {
        return new BigDecimal(
                increase.substring(0, increase.length() - unit(increase).length()));
    }

    private static String said(@Nullable Object value) {
        return value == null
                ? "the default"
                : value instanceof Double number
                        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                        : value.toString();
    }
}
