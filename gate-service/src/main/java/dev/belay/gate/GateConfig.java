package dev.belay.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "belay.gate")
public interface GateConfig {

    /** Where approved changes are released, and whose live version they are decided against. */
    String environment();

    URI registryUrl();

    /** Where completions are read, to be shown to reviewers. */
    URI ledgerUrl();

    /** How long a run may take before what is missing counts as an error. */
    @WithDefault("30m")
    Duration runDeadline();

    /** How long a change waits for a person before it is withdrawn. */
    @WithDefault("14d")
    Duration reviewPatience();

    /** How long a change that was overtaken twice keeps later ones of its prompt from being promoted. */
    @WithDefault("15m")
    Duration reservation();

    /** Readers of streams at a time; one more is told to come again. */
    @WithDefault("64")
    int maxStreams();

    /** Silence after which a stream says that it is still there, so that no proxy closes it. */
    @WithDefault("15s")
    Duration heartbeat();

    /** The platform's one address, as links in notifications name it. */
    URI publicUrl();

    /** How often each live prompt's rollback is rehearsed; only on somebody's word where absent. */
    Optional<Duration> drillEvery();

    Webhooks webhooks();

    interface Webhooks {

        /** Whether a webhook may lead to loopback and private addresses, and over plain HTTP. */
        @WithDefault("false")
        boolean privateAddresses();
    }
}
