package dev.belay.deployer.messaging;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.key.KeyEvent;
import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.KnownKeys;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Reads all of {@code belay.keys}: every replica checks keys from its memory, whatever is away. */
@ApplicationScoped
public class KeyLog {

    private final KnownKeys keys = new KnownKeys();
    private final EventLog<KeyEvent> log;

    KeyLog(EventLog.Opening opening) {
        this.log = opening.open(Topic.KEYS, EventCodec.of(KeyEvent.class), null, keys::apply);
    }

    void start(@Observes StartupEvent started) {
        log.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        log.stop();
    }

    /** @param text as an application sends it */
    public Optional<KeyCreated> find(String text) {
        return keys.find(text);
    }

    public boolean isRevoked(String id) {
        return keys.isRevoked(id);
    }

    /** Whether every key that there was at start is known. */
    boolean caughtUp() {
        return log.caughtUp();
    }
}
