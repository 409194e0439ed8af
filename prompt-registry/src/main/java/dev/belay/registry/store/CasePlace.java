package dev.belay.registry.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in a suite, which a case may stand at. The order of the bytes is that of ids as Java compares strings, which no
 * collation of the database is.
 */
final class CasePlace {

    static final CasePlace FIRST = new CasePlace(new byte[0]);

    private final byte[] bytes;

    private CasePlace(byte[] bytes) {
        this.bytes = bytes;
    }

    static CasePlace of(String id) {
        return new CasePlace(id.getBytes(StandardCharsets.UTF_16BE));
    }

    static CasePlace stored(byte[] bytes) {
        return new CasePlace(bytes.clone());
    }

    /** No place lies between this one and that. */
    CasePlace next() {
        return new CasePlace(Arrays.copyOf(bytes, bytes.length + 1));
    }

    String id() {
        return new String(bytes, StandardCharsets.UTF_16BE);
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
