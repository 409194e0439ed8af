package dev.belay.registry.store;

import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.registry.store.Saved.MissingVariable;
import java.util.List;

/** Whether every case has a value for every variable of the prompt. */
final class SuiteFit {

    private SuiteFit() {}

    static List<MissingVariable> missing(PromptDocument prompt, SuiteDocument suite) {
        var template = PromptTemplate.of(prompt);
        return suite.cases().stream()
                .flatMap(held -> template.missing(held.vars()).stream()
                        .map(variable -> new MissingVariable(held.id(), variable)))
                .toList();
    }
}
