package dev.belay.gate.attempt.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt is decided against and by, pinned when it opens.
 *
 * @param pointless why there is nothing to decide, so that the change is withdrawn instead
 */
public record Opening(
        @Nullable VersionRef baseline,
        long baselineDeployment,
        Digest criteria,
        Digest suite,
        Optional<String> pointless) {}
