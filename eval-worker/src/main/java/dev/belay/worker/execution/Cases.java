package dev.belay.worker.execution;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.evaluation.template.TemplateFailed;
import dev.belay.worker.ledger.domain.Ask;
import dev.belay.worker.registry.DocumentMissing;
import dev.belay.worker.registry.Documents;
import dev.belay.worker.registry.Version;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks up what a task refers to and renders its request. */
@ApplicationScoped
class Cases {

    private final Documents documents;
    private final Models models;

    Cases(Documents documents, Models models) {
        this.documents = documents;
        this.models = models;
    }

    PreparedCase prepare(EvalTask task) {
        try {
            var version = documents.version(task.version());
            var criteria = documents.criteria(task.criteria());
            return prepare(task, version, criteria, documents.evalCase(task));
        } catch (TemplateFailed e) {
            return new PreparedCase.Unusable(Faults.cannotRender(task.caseId()));
        } catch (DocumentMissing e) {
            return new PreparedCase.Unusable(new Fault(e.kind(), String.valueOf(e.getMessage())));
        }
    }

    private PreparedCase prepare(EvalTask task, Version version, CriteriaDocument criteria, Case evalCase) {
        var missing = version.template().missing(evalCase.vars());
        if (!missing.isEmpty()) {
            return new PreparedCase.Unusable(Faults.missingVariables(evalCase.id(), missing));
        }
        var rendered = version.template().render(evalCase.vars());
        var request = models.request(version.prompt(), rendered, evalCase.vars(), task.sample(), task.epoch());
        var ask = new Ask(
                request.digest(),
                task.run(),
                teamOf(task.prompt()),
                request.model().provider(),
                request.model().name(),
                models.mostUsd(request));
        return new PreparedCase.Ready(task, criteria, evalCase, request, ask);
    }

    private static String teamOf(String prompt) {
        int end = prompt.indexOf('/');
        return end < 0 ? prompt : prompt.substring(0, end);
    }
}
