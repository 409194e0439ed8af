package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks cases one after the other as {@link Documents} checks a list of them, but keeps none: of those that passed by,
 * only the ids. What they must agree on with prompt and criteria is for {@link CaseAgreement} to say.
 */
public final class CaseSequence {

    /**
     * @param written in its final form, or, when it has a mistake, as near to that as it got
     * @param sound absent when it has a mistake
     */
    public record Checked(JsonNode written, @Nullable Case sound, List<FieldProblem> problems) {}

    private final Map<String, Integer> filledIn = new HashMap<>();
    private final Map<String, Integer> first = new HashMap<>();
    private int count;

    /** How many there were so far. */
    public int count() {
        return count;
    }

    /** @param evalCase is brought into its final form in place */
    public Checked next(JsonNode evalCase) {
        var report = new Report();
        var field = new Field(evalCase, Pointer.child("/cases", count), report);
        CaseRules.check(field, filledIn);
        var sound = report.count() == 0 ? Documents.read(field, Case.class) : null;
        SuiteRules.uniqueId(field, count, first, Documents.PLACE_IN_LIST);
        count++;
        return new Checked(evalCase, sound, report.problems());
    }
}
