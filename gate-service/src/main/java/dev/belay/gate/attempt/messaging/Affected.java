package dev.belay.gate.attempt.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.domain.people.ChangedLines;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Read.Gone;
import dev.belay.gate.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads what a candidate changes, and which aspects that affects. */
@ApplicationScoped
class Affected {

    private final Registry registry;

    Affected(Registry registry) {
        this.registry = registry;
    }

    /** Of a candidate that cannot be read none: nothing of it is released anyway. An unreadable baseline makes all lines new. */
    List<AffectedAspect> by(RunOpened run, CriteriaDocument criteria) {
        var baseline = Optional.ofNullable(run.baseline()).flatMap(this::document);
        return document(run.candidate())
                .map(candidate ->
                        ChangedLines.between(baseline.orElse(null), candidate).aspects(criteria.affectsOrDefault()))
                .orElse(List.of());
    }

    private Optional<PromptDocument> document(VersionRef version) {
        return switch (registry.version(version.digest())) {
            case Gone<String> gone -> Optional.empty();
            case Found<String>(var text) -> {
                try {
                    yield Optional.of(EventJson.mapper().readValue(text, PromptDocument.class));
                } catch (JsonProcessingException e) {
                    yield Optional.empty();
                }
            }
        };
    }
}
