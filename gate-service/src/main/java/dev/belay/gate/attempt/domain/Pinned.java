package dev.belay.gate.attempt.domain;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.gate.decision.domain.Drift;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt is decided by, kept with it: a decision must not wait for another service, nor change with it.
 *
 * @param aspects that rules found in what the candidate changes
 */
public record Pinned(
        CriteriaDocument criteria,
        List<SuiteCase> cases,
        @Nullable List<AffectedAspect> aspects) {

    public Pinned {
        cases = List.copyOf(cases);
    }

    /** Those that rules found: in what the candidate changes, and in what its outputs became, once that is measured. */
    public List<AffectedAspect> aspects(Optional<Drift> drift) {
        var found = new ArrayList<>(aspects == null ? List.<AffectedAspect>of() : aspects);
        drift.map(measured -> measured.aspects(criteria.affectsOrDefault())).orElse(List.of()).stream()
                .filter(moved -> found.stream().noneMatch(known -> known.aspect() == moved.aspect()))
                .forEach(found::add);
        return List.copyOf(found);
    }
}
