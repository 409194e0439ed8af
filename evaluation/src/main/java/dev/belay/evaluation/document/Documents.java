package dev.belay.evaluation.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The one home of the rules for prompts, criteria and cases, whoever wrote them and wherever. */
public final class Documents {

    /**
     * Documents in normal form, with what is wrong with them. A document that has a problem is absent, cases that have
     * one are left out.
     *
     * @param warnings what holds nothing up but will surprise
     */
    public record Checked(
            @Nullable PromptDocument prompt,
            @Nullable CriteriaDocument criteria,
            List<Case> cases,
            List<FieldProblem> problems,
            List<FieldProblem> warnings) {

        public boolean isSound() {
            return problems.isEmpty();
        }
    }

    static final IntFunction<String> PLACE_IN_LIST = index -> "case " + (index + 1) + " of this list";

    private final Report report = new Report();
    private final @Nullable Field prompt;
    private final @Nullable Field criteria;
    private final List<Field> cases = new ArrayList<>();

    private Documents(@Nullable JsonNode prompt, @Nullable JsonNode criteria, List<? extends JsonNode> cases) {
        this.prompt = prompt == null ? null : new Field(prompt.deepCopy(), "/document", report);
        this.criteria = criteria == null ? null : new Field(criteria.deepCopy(), "/criteria", report);
        for (int i = 0; i < cases.size(); i++) {
            this.cases.add(new Field(cases.get(i).deepCopy(), Pointer.child("/cases", i), report));
        }
    }

    /**
     * Checks documents as they came, with whatever unknown or mistyped members they have. Each may be absent; what
     * needs two of them, such as variables against cases, is checked where both are there.
     */
    public static Checked checkJson(
            @Nullable JsonNode prompt, @Nullable JsonNode criteria, List<? extends JsonNode> cases) {
        return checkJson(prompt, criteria, cases, PLACE_IN_LIST);
    }

    /** As {@link #checkJson}, of documents that are records already. */
    public static Checked check(
            @Nullable PromptDocument prompt, @Nullable CriteriaDocument criteria, List<Case> cases) {
        var mapper = EventJson.mapper();
        return checkJson(
                prompt == null ? null : mapper.<JsonNode>valueToTree(prompt),
                criteria == null ? null : mapper.<JsonNode>valueToTree(criteria),
                cases.stream().map(each -> mapper.<JsonNode>valueToTree(each)).toList(),
                PLACE_IN_LIST);
    }

    /** @param place how to name a case for whoever wrote it, by its index */
    static Checked checkJson(
            @Nullable JsonNode prompt,
            @Nullable JsonNode criteria,
            List<? extends JsonNode> cases,
            IntFunction<String> place) {
        return new Documents(prompt, criteria, cases).checked(place);
    }

    private Checked checked(IntFunction<String> place) {
        int before = report.count();
        if (prompt != null) {
            PromptRules.check(prompt);
        }
        boolean promptSound = report.count() == before;
        before = report.count();
        if (criteria != null) {
            CriteriaRules.check(criteria);
        }
        boolean criteriaSound = report.count() == before;
        var sound = soundCases();
        SuiteRules.uniqueIds(cases, place);
        if (prompt != null) {
            PromptRules.templates(prompt).ifPresent(templates -> SuiteRules.variables(templates, cases));
        }
        if (criteria != null && !cases.isEmpty()) {
            SuiteRules.failureModes(criteria, cases);
        }
        return new Checked(
                prompt != null && promptSound ? read(prompt, PromptDocument.class) : null,
                criteria != null && criteriaSound ? read(criteria, CriteriaDocument.class) : null,
                sound.stream().map(each -> read(each, Case.class)).toList(),
                report.problems(),
                report.warnings());
    }

    private List<Field> soundCases() {
        var sound = new ArrayList<Field>();
        var repeats = new HashMap<String, Integer>();
        for (var evalCase : cases) {
            int before = report.count();
            CaseRules.check(evalCase, repeats);
            if (report.count() == before) {
                sound.add(evalCase);
            }
        }
        return sound;
    }

    static <T> T read(Field sound, Class<T> type) {
        try {
            return EventJson.mapper().treeToValue(sound.value(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the rules let through what " + type.getSimpleName() + " cannot hold: " + sound.quoted(), e);
        }
    }
}
