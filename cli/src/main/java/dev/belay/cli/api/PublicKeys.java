package dev.belay.cli.api;

import dev.belay.contracts.signing.Trust;
import java.util.List;

/** {@code /.well-known/jwks.json} of a platform. */
public record PublicKeys(String installation, List<Key> keys) {

    private static final String ROOT = "root";

    /** @param x the key as base64url */
    public record Key(String kid, String x) {}

    /** Throws {@link IllegalArgumentException} without a root's key. */
    public Trust trust() {
        return keys.stream()
                .filter(key -> key.kid().equals(ROOT))
                .findFirst()
                .map(root -> new Trust(installation, root.x()))
                .orElseThrow(() -> new IllegalArgumentException("no key \"" + ROOT + "\" among the public keys"));
    }
}
