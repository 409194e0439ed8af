package dev.belay.registry.domain;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.event.EventJson;

/** The canonical form of a document, which is what its digest is of. */
public final class Content {

    private Content() {}

    public static CanonicalJson of(Object document) {
        return CanonicalJson.of(document, EventJson.mapper());
    }
}
