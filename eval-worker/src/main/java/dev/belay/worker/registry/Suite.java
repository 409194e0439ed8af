package dev.belay.worker.registry;

import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A suite with its cases by id. */
public record Suite(SuiteDocument document, Map<String, Case> cases) {

    static Suite of(SuiteDocument document) {
        return new Suite(
                document,
                document.cases().stream().collect(Collectors.toUnmodifiableMap(Case::id, Function.identity())));
    }

    public Optional<Case> evalCase(String id) {
        return Optional.ofNullable(cases.get(id));
    }
}
