package dev.belay.evaluation.document;

import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.text.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What criteria must be like. */
final class CriteriaRules {

    static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    static final String ID_FORM = "letters, digits, . _ -";

    private static final List<String> CEILINGS =
            List.of("p95LatencyMs", "meanCostUsd", "latencyIncrease", "costIncrease");
    private static final String AMOUNT = "\\d+(\\.\\d+)?";
    private static final Pattern LATENCY_INCREASE = Pattern.compile(AMOUNT + "(ms|%)");
    private static final Pattern COST_INCREASE = Pattern.compile(AMOUNT + "(usd|%)");

    private static final FieldNames CRITERIA = FieldNames.of(
                    "owner",
                    "mustHave",
                    "mustNot",
                    "passRate",
                    "failureModes",
                    "ceilings",
                    "regression",
                    "affects",
                    "review",
                    "signOff",
                    "judge",
                    "live")
            .meaning("mustHave", "mustHaves", "must", "musts", "have", "required")
            .meaning("mustNot", "mustNots", "mustnt", "mustNever", "never", "forbidden", "mustNotHave")
            .meaning("passRate", "threshold", "passThreshold", "qualityThreshold", "minPassRate")
            .meaning("failureModes", "edgeCases", "modes", "failures")
            .meaning("ceilings", "limits", "ceiling", "budget")
            .meaning("owner", "pm", "productManager")
            .meaning("judge", "judgeModel", "grader", "model")
            .meaning("affects", "aspects", "detectors")
            .meaning("signOff", "signoff", "signOffs", "signers")
            .meaning("live", "production", "observations", "automatic");
    private static final FieldNames MUST_HAVE = FieldNames.of("id", "says", "assert", "rate")
            .meaning("says", "description", "text", "name", "title")
            .meaning("assert", "assertion", "asserts", "detect", "check", "test")
            .meaning("rate", "passRate", "threshold");
    private static final FieldNames MUST_NOT = FieldNames.of("id", "says", "bad", "good", "detect")
            .meaning("says", "description", "text", "name", "title")
            .meaning("detect", "assert", "assertion", "asserts", "detector", "check", "test")
            .meaning("bad", "example", "examples", "badExample", "badExamples", "violations")
            .meaning("good", "goodExample", "goodExamples", "counterExamples", "allowed", "ok");
    private static final FieldNames FAILURE_MODE = FieldNames.of("id", "says", "from", "minCases")
            .meaning("says", "description", "text", "name", "title")
            .meaning("from", "source", "provenance", "origin")
            .meaning("minCases", "min", "cases", "minimum", "count");
    private static final FieldNames CEILING = FieldNames.of(
                    "p95LatencyMs", "meanCostUsd", "latencyIncrease", "costIncrease", "soft")
            .meaning("p95LatencyMs", "p95", "latency", "latencyMs", "p95Latency", "maxLatency", "maxLatencyMs")
            .meaning("meanCostUsd", "cost", "meanCost", "costUsd", "maxCost", "maxCostUsd");
    private static final FieldNames LIVE = FieldNames.of("sample", "rollBackAt", "within")
            .meaning("sample", "share", "rate", "sampling")
            .meaning("rollBackAt", "rollback", "limit", "max", "violations")
            .meaning("within", "window", "period", "per")
            .unavailable("", "recheck");

    private CriteriaRules() {}

    static void check(Field criteria) {
        if (!criteria.isObject(CRITERIA)) {
            return;
        }
        criteria.at("owner")
                .required("the e-mail address of the PM who owns these criteria")
                .text();
        var ids = new HashMap<String, String>();
        criteria.at("mustHave").elements().forEach(each -> mustHave(each, ids));
        criteria.at("mustNot").elements().forEach(each -> mustNot(each, ids));
        share(criteria.at("passRate"));
        var modes = new HashMap<String, String>();
        criteria.at("failureModes").elements().forEach(each -> failureMode(each, modes));
        ceilings(criteria.at("ceilings"));
        regression(criteria.at("regression"));
        PeopleRules.check(criteria);
        judge(criteria.at("judge"));
        live(criteria.at("live"));
        if (criteria.at("mustHave").value().isEmpty()
                && criteria.at("mustNot").value().isEmpty()) {
            criteria.report()
                    .warning(criteria.pointer(), "no must-have and no must-not: nothing can be approved with them");
        }
    }

    private static void mustHave(Field criterion, Map<String, String> ids) {
        if (!criterion.isObject(MUST_HAVE)) {
            return;
        }
        identified(criterion, ids);
        share(criterion.at("rate"));
        AssertionRules.check(criterion.at("assert"), true);
    }

    private static void mustNot(Field criterion, Map<String, String> ids) {
        if (!criterion.isObject(MUST_NOT)) {
            return;
        }
        identified(criterion, ids);
        var bad = criterion.at("bad").required("give at least one example of an output that does it");
        var detect = criterion.at("detect");
        if (bad.value().isArray() && bad.value().isEmpty()) {
            bad.refuse("empty; give at least one example of an output that does it");
        }
        var sound = AssertionRules.check(detect, true);
        examples(bad).forEach(example -> sound.ifPresent(assertion -> AssertionRules.mustCatch(example, assertion)));
        examples(criterion.at("good"))
                .forEach(example -> sound.ifPresent(assertion -> AssertionRules.mustNotCatch(example, assertion)));
    }

    private static List<Field> examples(Field examples) {
        return examples.elements().stream()
                .filter(example ->
                        example.value().isTextual() || example.expected("an output as text; put it in quotes"))
                .toList();
    }

    private static void identified(Field criterion, Map<String, String> ids) {
        unique(criterion.at("id").required("a short name for it, like cites-sources"), ids);
        criterion
                .at("says")
                .required("what it demands, in words that a person understands")
                .text();
    }

    private static void unique(Field id, Map<String, String> ids) {
        id.text(ID, ID_FORM).ifPresent(text -> {
            var first = ids.putIfAbsent(text, id.pointer());
            if (first != null) {
                id.refuse("\"" + text + "\" is also the id of "
                        + Pointer.readable(Pointer.parent(first.replaceFirst("^/[^/]+", ""))) + "; give each its own");
            }
        });
    }

    private static void share(Field share) {
        boolean percent = share.value().isNumber() && share.value().doubleValue() > 1
                || share.value().isTextual()
                        && share.value().textValue().strip().endsWith("%");
        share.number(0, 1, "a share from 0 to 1" + (percent ? "; 95 % is 0.95" : ""));
    }

    private static void failureMode(Field mode, Map<String, String> ids) {
        if (mode.isObject(FAILURE_MODE)) {
            unique(mode.at("id").required("a short name, which cases give as their failureMode"), ids);
            mode.at("says")
                    .required("what goes wrong, in words that a person understands")
                    .text();
            Provenance.check(mode.at("from"));
            mode.at("minCases").integer(1, Integer.MAX_VALUE, "a whole number from 1");
        }
    }

    private static void ceilings(Field ceilings) {
        if (!ceilings.present() || !ceilings.isObject(CEILING)) {
            return;
        }
        ceilings.at("p95LatencyMs").number(0, Double.MAX_VALUE, "milliseconds, without a unit");
        ceilings.at("meanCostUsd").number(0, Double.MAX_VALUE, "US dollars, without a unit");
        ceilings.at("latencyIncrease").text(LATENCY_INCREASE, "like 400ms or 20%");
        ceilings.at("costIncrease").text(COST_INCREASE, "like 0.001usd or 20%");
        for (var name : ceilings.at("soft").elements()) {
            var ceiling = name.text().orElse("");
            if (!CEILINGS.contains(ceiling)) {
                var near = Spelling.nearest(ceiling, CEILINGS).map(meant -> "; did you mean " + meant + "?");
                name.expected("one of " + String.join(", ", CEILINGS) + near.orElse(""));
            } else if (!ceilings.at(ceiling).present()) {
                name.refuse(ceiling + " is not set, so it cannot be soft");
            }
        }
    }

    private static void live(Field live) {
        if (!live.present() || !live.isObject(LIVE)) {
            return;
        }
        var sample = live.at("sample");
        sample.text()
                .filter(text -> LivePolicy.share(text).isEmpty())
                .ifPresent(text -> sample.expected("a share like 10%, up to 100%"));
        live.at("rollBackAt").integer(1, 1_000_000, "how many outputs that violate a must-not, from 1");
        var within = live.at("within");
        within.text()
                .filter(text -> LivePolicy.span(text).isEmpty())
                .ifPresent(text -> within.expected("a time like 90s, 10m or 6h"));
    }

    private static void judge(Field judge) {
        judge.text()
                .flatMap(Judge::problemOf)
                .ifPresent(problem -> judge.refuse(judge.quoted() + " (" + problem + ")"));
    }

    private static void regression(Field regression) {
        var mode = regression.text().orElse("careful");
        if (!mode.equals("strict") && !mode.equals("careful")) {
            regression.expected("strict or careful");
        }
    }
}
