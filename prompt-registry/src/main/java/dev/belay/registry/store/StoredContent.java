package dev.belay.registry.store;

import java.time.Instant;

/** What the registry has under a digest. */
public sealed interface StoredContent {

    /** @param json canonical */
    record Present(String json) implements StoredContent {}

    /** A suite, which is a list of cases. */
    record Listed(long list) implements StoredContent {}

    record Erased(Instant at, String by, String reason) implements StoredContent {}

    record Unknown() implements StoredContent {}
}
