package dev.belay.contracts.canonical;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest as it is written everywhere: {@code sha256:} and 64 lower-case hexadecimal digits. */
public record Digest(@JsonValue String value) implements Comparable<Digest> {

    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Hexadecimal digits that {@link #brief} shows: enough to tell the versions of one prompt apart. */
    private static final int BRIEF = 12;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "digest: \"" + value + "\" (expected: sha256: and 64 lower-case hexadecimal digits)");
        }
    }

    /** Of the UTF-8 bytes of {@code text}. */
    public static Digest of(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Digest("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first digits, for people; never to look something up. */
    public String brief() {
        return value.substring("sha256:".length(), "sha256:".length() + BRIEF);
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
