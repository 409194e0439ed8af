package dev.belay.gate.decision.domain;

import dev.belay.contracts.change.VersionRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rollback that a change comes after, as far as it asks something of it.
 *
 * @param rollback its release id
 * @param left what it took back, evaluated on the cases of incidents beside the candidate; absent where that is the
 *     candidate, or not asked
 * @param first whether nothing was promoted since the prompt was re-opened, or it is not re-opened yet
 * @param held whether the candidate is held itself
 */
public record RolledBack(
        String rollback, Instant at, @Nullable VersionRef left, boolean first, boolean held) {}
