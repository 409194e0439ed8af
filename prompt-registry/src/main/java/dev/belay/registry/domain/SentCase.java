package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument.Case;

/**
 * A case as it is sent and stored.
 *
 * @param json canonical, what {@code digest} is of
 */
public record SentCase(String id, Digest digest, String json) {

    public static SentCase of(Case sound) {
        var content = Content.of(sound);
        return new SentCase(sound.id(), content.digest(), content.text());
    }
}
