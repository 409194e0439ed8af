package dev.belay.deployer.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.key.KeyEvent;
import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.contracts.key.KeyEvent.KeyRevoked;
import dev.belay.contracts.key.KeyEvent.Use;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that applications have, in memory. The order in which events come does not matter: revoked is revoked, also when
 * an old record of the key's making is sent once more. Thread-safe.
 */
public final class KnownKeys {

    private final Map<Digest, KeyCreated> created = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    public void apply(KeyEvent event) {
        switch (event) {
            case KeyCreated made -> created.putIfAbsent(made.digest(), made);
            case KeyRevoked ended -> revoked.add(ended.id());
        }
    }

    /**
     * One that reads.
     *
     * @param text as an application sends it
     */
    public Optional<KeyCreated> find(String text) {
        return Optional.ofNullable(created.get(Digest.of(text)))
                .filter(key -> !revoked.contains(key.id()))
                .filter(key -> key.useOrDefault() != Use.ROLL_BACK);
    }

    public boolean isRevoked(String id) {
        return revoked.contains(id);
    }
}
