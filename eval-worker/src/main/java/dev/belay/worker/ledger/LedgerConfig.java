package dev.belay.worker.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How completions are claimed. */
@ConfigMapping(prefix = "belay.worker.ledger")
public interface LedgerConfig {

    /** How long a claim holds. Longer than a call may take: a claim that runs out under a call is paid twice. */
    @WithDefault("90s")
    Duration lease();

    /** How often whoever waits for another's call looks for its reply. */
    @WithDefault("100ms")
    Duration poll();
}
