package dev.belay.contracts.canonical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest as it is written everywhere: {@code sha256:} and 64 lower-case hexadecimal digits. */
public record Digest(@JsonValue String value) implements Comparable<Digest> {

    private static final String ALGORITHM = "sha256:";
    private static final int DIGITS = 64;

    /** Hexadecimal digits that {@link #brief} shows: enough to tell the versions of one prompt apart. */
    private static final int BRIEF = 12;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Digest {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException(
                    "digest: \"" + value + "\" (expected: sha256: and 64 lower-case hexadecimal digits)");
        }
    }

    /** By hand and not by a pattern: every row and every event that is read makes several digests. */
    private static boolean isWellFormed(String value) {
        if (value.length() != ALGORITHM.length() + DIGITS || !value.startsWith(ALGORITHM)) {
            return false;
        }
        for (int i = ALGORITHM.length(); i < value.length(); i++) {
            char digit = value.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Of the UTF-8 bytes of {@code text}. */
    public static Digest of(String text) {
        var hash = hash();
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        return of(hash);
    }

    /** Of everything that {@code hash}, one of {@link #hash}, was updated with; resets it. */
    public static Digest of(MessageDigest hash) {
        return new Digest(ALGORITHM + HexFormat.of().formatHex(hash.digest()));
    }

    /** For content that is too long to hold. */
    public static MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first digits, for people; never to look something up. */
    public String brief() {
        return value.substring(ALGORITHM.length(), ALGORITHM.length() + BRIEF);
    }

    @Override
    public int compareTo(Digest other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
