package dev.belay.cli.criteria;

import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.Ceilings;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every setting of criteria with the value that holds, and where it is from. */
record EffectiveCriteria(List<Setting> settings) {

    private static final String WRITTEN = "criteria.yaml";
    private static final String DEFAULT = "default";

    /**
     * @param key as files write it, criteria by their ids
     * @param origin {@code criteria.yaml} or {@code default}
     */
    record Setting(String key, String value, String origin) {}

    static EffectiveCriteria of(CriteriaDocument criteria) {
        var settings = new ArrayList<Setting>();
        settings.add(new Setting("owner", criteria.owner(), WRITTEN));
        for (var one : criteria.mustHaves()) {
            var key = "mustHave." + one.id();
            settings.add(setting(key + ".assert", one.assertion(), test(one.test())));
            settings.add(setting(key + ".rate", one.rate(), number(one.rateOrDefault())));
        }
        for (var one : criteria.mustNots()) {
            settings.add(setting("mustNot." + one.id() + ".detect", one.detect(), test(one.detector())));
        }
        settings.add(setting("passRate", criteria.passRate(), number(criteria.passRateOrDefault())));
        for (var mode : criteria.failureModesOrNone()) {
            settings.add(setting(
                    "failureModes." + mode.id() + ".minCases",
                    mode.minCases(),
                    String.valueOf(mode.minCasesOrDefault())));
        }
        ceilings(criteria.ceilings(), settings);
        people(criteria, settings);
        settings.add(setting(
                "regression",
                criteria.regression(),
                criteria.regressionOrDefault().name().toLowerCase(Locale.ROOT)));
        settings.add(setting(
                "judge",
                criteria.judge(),
                criteria.judge() == null
                        ? "the platform's (BELAY_JUDGE), else the prompt's own model"
                        : criteria.judge()));
        live(criteria.live(), settings);
        return new EffectiveCriteria(List.copyOf(settings));
    }

    private static void live(@Nullable LivePolicy live, List<Setting> settings) {
        if (live == null) {
            settings.add(setting("live", null, "nothing is rolled back by itself"));
            return;
        }
        settings.add(setting("live.sample", live.sample(), number(live.sampleOrDefault() * 100) + "%"));
        settings.add(setting("live.rollBackAt", live.rollBackAt(), String.valueOf(live.rollBackAtOrDefault())));
        settings.add(
                setting("live.within", live.within(), live.withinOrDefault().toSeconds() + "s"));
    }

    private static void ceilings(@Nullable Ceilings written, List<Setting> settings) {
        var ceilings = written == null ? new Ceilings(null, null, null, null, null) : written;
        ceiling("p95LatencyMs", ceilings.p95LatencyMs(), settings);
        ceiling("meanCostUsd", ceilings.meanCostUsd(), settings);
        ceiling("latencyIncrease", ceilings.latencyIncrease(), settings);
        ceiling("costIncrease", ceilings.costIncrease(), settings);
        var soft = ceilings.soft();
        settings.add(setting("ceilings.soft", soft, soft == null ? "none" : String.join(", ", soft)));
    }

    private static void ceiling(String name, @Nullable Object value, List<Setting> settings) {
        var said = value instanceof Double number ? number(number) : String.valueOf(value);
        settings.add(setting("ceilings." + name, value, value == null ? "none" : said));
    }

    private static void people(CriteriaDocument criteria, List<Setting> settings) {
        var affects = criteria.affectsOrDefault();
        detector("tone", affects.tone(), settings);
        detector("persona", affects.persona(), settings);
        detector("safety", affects.safety(), settings);
        var review = criteria.review();
        var effective = criteria.reviewOrDefault();
        int outputs = effective.outputsOrDefault();
        settings.add(setting("review.outputs", review == null ? null : review.outputs(), String.valueOf(outputs)));
        settings.add(setting(
                "review.minAccepted",
                review == null ? null : review.minAccepted(),
                String.valueOf(effective.minAcceptedOf(outputs))));
        settings.add(setting(
                "signOff",
                criteria.signOff(),
                criteria.signOffOrDefault().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))));
    }

    private static void detector(String aspect, @Nullable Detector detector, List<Setting> settings) {
        boolean on = detector == null || detector.isOn();
        settings.add(setting("affects." + aspect, detector, on ? "on" : "off"));
    }

    private static Setting setting(String key, @Nullable Object written, String value) {
        return new Setting(key, value, written == null ? DEFAULT : WRITTEN);
    }

    private static String test(Assertion assertion) {
        return assertion.value() == null ? assertion.type() : assertion.type() + " " + assertion.value();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
