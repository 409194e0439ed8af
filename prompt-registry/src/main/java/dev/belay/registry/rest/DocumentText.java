package dev.belay.registry.rest;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.document.DocumentWriter;
import dev.belay.registry.diff.UnifiedDiff;
import java.util.List;

/** Differences between documents, as the YAML that people write. */
final class DocumentText {

    private DocumentText() {}

    static String diff(CriteriaDocument registrys, CriteriaDocument sent) {
        return UnifiedDiff.of(
                "registry/criteria.yaml",
                DocumentWriter.criteria(registrys),
                "folder/criteria.yaml",
                DocumentWriter.criteria(sent));
    }

    static String diff(Case registrys, Case sent) {
        return UnifiedDiff.of(
                "registry/cases/" + registrys.id(),
                DocumentWriter.cases(List.of(registrys)),
                "folder/cases/" + sent.id(),
                DocumentWriter.cases(List.of(sent)));
    }
}
