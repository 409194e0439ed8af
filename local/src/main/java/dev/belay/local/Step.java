package dev.belay.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened while the platform starts or stops.
 *
 * @param name a process ({@code gate-service}, {@code postgres}), or {@code platform} for the whole
 * @param port where it listens; 0 when it does not
 * @param detail the reason of a failure, else what there is to say
 */
public record Step(
        String name, State state, int port, @Nullable Path log, String detail) {
    public enum State {
        STARTING,
        READY,
        FAILED,
        STOPPED
    }
}
