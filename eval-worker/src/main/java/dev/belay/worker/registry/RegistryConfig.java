package dev.belay.worker.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where documents are read. */
@ConfigMapping(prefix = "belay.registry")
public interface RegistryConfig {

    /** The prompt-registry, or the one address that fronts every service. */
    URI url();

    /** Of one read. */
    @WithDefault("10s")
    Duration timeout();

    /** Documents kept in memory, of each kind: more than the runs that are worked on at once. */
    @WithDefault("64")
    int cached();
}
