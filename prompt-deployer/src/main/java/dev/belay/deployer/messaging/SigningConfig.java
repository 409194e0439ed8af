package dev.belay.deployer.messaging;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

@ConfigMapping(prefix = "belay.signing")
public interface SigningConfig {

    /** A directory with the deployer's own {@code writer.json} and the installation's {@code trust.json}. */
    Path keys();
}
