package dev.belay.registry.domain;

import dev.belay.contracts.change.VersionRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registry holds of a prompt, read under the prompt's lock.
 *
 * @param lastVersion number of the newest version, 0 for none
 * @param sameContent the version whose content is the one sent
 * @param undecided changes that await their decision, oldest first
 */
public record PromptState(
        String prompt,
        int lastVersion,
        @Nullable VersionRef sameContent,
        @Nullable CurrentCriteria criteria,
        @Nullable CurrentSuite suite,
        List<UndecidedChange> undecided) {

    public PromptState {
        undecided = List.copyOf(undecided);
    }

    /** Whether cases are the actor's to weaken; while there are no criteria, they are anybody's. */
    public boolean mayBeWeakenedBy(Actor actor) {
        return criteria == null || actor.pm();
    }
}
