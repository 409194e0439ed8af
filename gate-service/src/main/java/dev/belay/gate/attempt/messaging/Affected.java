package dev.belay.gate.attempt.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.gate.attempt.domain.Lookalike;
import dev.belay.gate.attempt.domain.Overtaking;
import dev.belay.gate.attempt.store.VersionStore;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.domain.people.ChangedLines;
import dev.belay.gate.registry.Read.Found;
import dev.belay.gate.registry.Read.Gone;
import dev.belay.gate.registry.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a candidate changes: which aspects that affects, and what it would undo. */
@ApplicationScoped
class Affected {

    private final Registry registry;

    private final VersionStore versions;

    Affected(Registry registry, VersionStore versions) {
        this.versions = versions;
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

    /** Why the candidate goes back to its author, if it would undo what overtook it. */
    Optional<String> undoing(RunOpened run) {
        var baseline = run.baseline();
        if (baseline == null) {
            return Optional.empty();
        }
        var base = Overtaking.base(
                versions.lineage(run.prompt(), run.candidate().digest()),
                versions.lineage(run.prompt(), baseline.digest()));
        return base.flatMap(this::document)
                .flatMap(was -> document(baseline)
                        .flatMap(live -> document(run.candidate())
                                .flatMap(candidate -> Overtaking.undone(was, live, candidate, baseline))));
    }

    /** Why it is nothing new, if it says what a rolled-back version says, but for blanks. That version itself is another matter. */
    Optional<String> heldAllTheSame(RunOpened run, Set<Digest> held) {
        if (held.isEmpty() || held.contains(run.candidate().digest())) {
            return Optional.empty();
        }
        return document(run.candidate())
                .flatMap(says -> held.stream()
                        .filter(version -> document(version)
                                .filter(said -> Lookalike.is(says, said))
                                .isPresent())
                        .findFirst())
                .map(version ->
                        "%s says what %s said, but for blanks, and that was rolled back from; published again itself it can be signed"
                                .formatted(
                                        run.candidate(),
                                        versions.named(run.prompt(), version)
                                                .map(VersionRef::toString)
                                                .orElse(version.brief())));
    }

    private Optional<PromptDocument> document(VersionRef version) {
        return document(version.digest());
    }

    private Optional<PromptDocument> document(Digest version) {
        return switch (registry.version(version)) {
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
