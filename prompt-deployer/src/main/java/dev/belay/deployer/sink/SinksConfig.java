package dev.belay.deployer.sink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Of the whole platform, by names that people choose; none by default. */
@ConfigMapping(prefix = "belay.deployer.sinks")
interface SinksConfig {

    @WithParentName
    Map<String, SinkConfig> sinks();

    /** Exactly one kind has settings. */
    interface SinkConfig {

        /** {@code *}, {@code team/*} or {@code team/name} */
        @WithDefault("*")
        String prompts();

        @WithDefault("${belay.environment}")
        String environment();

        Optional<FilesSink.Settings> files();

        Optional<GitSink.Settings> git();

        Optional<ConfigMapSink.Settings> configMap();

        Optional<WebhookSink.Settings> webhook();
    }
}
