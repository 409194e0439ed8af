package dev.belay.registry.store;

import java.util.Locale;

/** What a content is the content of. */
public enum ContentKind {
    VERSION,
    CRITERIA,
    SUITE;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}
