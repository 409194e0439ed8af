package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.template.PromptTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each case must agree on with the prompt and the criteria that it comes with, one case at a time. */
public final class CaseAgreement {

    private final Optional<PromptTemplate> templates;
    private final @Nullable Set<String> failureModes;

    private CaseAgreement(Optional<PromptTemplate> templates, @Nullable Set<String> failureModes) {
        this.templates = templates;
        this.failureModes = failureModes;
    }

    /** With documents as they came, mistakes and all; what an absent one would demand is not demanded. */
    public static CaseAgreement with(@Nullable JsonNode prompt, @Nullable JsonNode criteria) {
        var unread = new Report();
        return new CaseAgreement(
                prompt == null ? Optional.empty() : PromptRules.templates(new Field(prompt, "/document", unread)),
                criteria == null ? null : SuiteRules.failureModes(new Field(criteria, "/criteria", unread)));
    }

    /** Whether there is nothing to agree on. */
    public boolean isTrivial() {
        return templates.isEmpty() && failureModes == null;
    }

    /** @param evalCase in the form that {@link CaseSequence} left it in, the one at {@code index} of the list */
    public List<FieldProblem> problems(int index, JsonNode evalCase) {
        var report = new Report();
        var field = new Field(evalCase, Pointer.child("/cases", index), report);
        templates.ifPresent(prompt -> SuiteRules.variables(prompt, field));
        if (failureModes != null) {
            SuiteRules.failureMode(failureModes, field);
        }
        return report.problems();
    }
}
