package dev.belay.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "belay.outbox")
public interface OutboxConfig {

    /** How long the relay sleeps when nothing wakes it; also how soon another instance takes over a dead relay's work. */
    @WithDefault("1s")
    Duration poll();

    /** Rows sent and marked at a time: so many events may be sent again after a crash. */
    @WithDefault("500")
    int batch();

    /** How long a sent row stays, for whoever wants to see what was sent. */
    @WithDefault("1h")
    Duration keepSent();

    /** The longest pause before a failed send or a transient fault is tried again. */
    @WithDefault("30s")
    Duration longestBackOff();
}
