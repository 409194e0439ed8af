package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The digest of a suite whose cases come one after the other, in the order of their ids: that of the suite document's
 * canonical JSON, which is nothing but those of its cases in a frame.
 */
public final class SuiteDigest {

    /** What a suite document's canonical JSON is around and between its cases. */
    public static final String BEGIN = "{\"cases\":[";

    public static final String BETWEEN = ",";
    public static final String END = "]}";

    private final MessageDigest hash = Digest.hash();
    private int cases;

    public SuiteDigest() {
        add(BEGIN);
    }

    /** @param canonical the next case */
    public void next(String canonical) {
        if (cases > 0) {
            add(BETWEEN);
        }
        add(canonical);
        cases++;
    }

    public int cases() {
        return cases;
    }

    /** Of what came so far; nothing may come after it. */
    public Digest finish() {
        add(END);
        return Digest.of(hash);
    }

    private void add(String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
