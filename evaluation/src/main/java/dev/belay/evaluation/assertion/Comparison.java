package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.judging.SelectBest;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges several outputs for one case together. */
final class Comparison {
    private static final String NEGATED = "not-" + GradedType.SELECT_BEST;

    private Comparison() {}

    static List<Checked> of(
            Assertion assertion, List<Output> outputs, Map<String, JsonNode> vars, @Nullable Judge judge) {
        boolean inverse = assertion.type().equals(NEGATED);
        var value = assertion.value();
        if (!inverse && !assertion.type().equals(GradedType.SELECT_BEST)) {
            return all(outputs, assertion.type() + " does not compare outputs (expected: select-best)");
        } else if (value == null || !value.isTextual()) {
            return all(outputs, "The value must be a text, by which to choose.");
        } else if (judge == null) {
            return all(outputs, GradedType.NO_JUDGE);
        }
        String criterion;
        try {
            criterion = Nunjucks.render(value.textValue(), vars);
        } catch (TemplateFailed failed) {
            return all(outputs, String.valueOf(failed.getMessage()));
        }
        var texts = outputs.stream().map(Output::text).toList();
        return SelectBest.among(judge, criterion, texts, vars, inverse).stream()
                .map(judgement -> new Checked(Checker.verdict(judgement, assertion), judgement))
                .toList();
    }

    private static List<Checked> all(List<Output> outputs, String reason) {
        return Collections.nCopies(outputs.size(), new Checked(new Verdict.Errored(reason), null));
    }
}
