package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of a suite whose cases come one after the other, in the order of their ids: that of the suite document's
 * canonical JSON, which is nothing but those of its cases in a frame.
 */
public final class SuiteDigest {

    /** What a suite document's canonical JSON is around and between its cases. */
    public static final String BEGIN = "{\"cases\":[";

    public static final String BETWEEN = ",";
    public static final String END = "]}";

    private final MessageDigest hash;
    private int cases;

    public SuiteDigest() {
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
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
        return new Digest("sha256:" + HexFormat.of().formatHex(hash.digest()));
    }

    private void add(String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
