package dev.belay.contracts.canonical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * The canonical form of a JSON value after RFC 8785 (JCS): sorted keys, no white space, numbers as ECMAScript prints
 * them. Equal content has equal bytes whoever wrote it, so its digest names it.
 *
 * <p>RFC 8785 covers I-JSON: a number that a double cannot hold exactly is rounded to one.
 */
public record CanonicalJson(String text) {

    /** Of JSON text; throws {@link IllegalArgumentException} when it is not JSON, or has a doubled key. */
    public static CanonicalJson of(String json) {
        try {
            return new CanonicalJson(new JsonCanonicalizer(json).getEncodedString());
        } catch (IOException e) {
            throw new IllegalArgumentException("not canonicalisable JSON: " + e.getMessage(), e);
        }
    }

    /** Of a record as {@code mapper} writes it; absent (null) members are left out by Belay's mapper. */
    public static CanonicalJson of(Object value, ObjectMapper mapper) {
        try {
            return of(mapper.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Digest digest() {
        return Digest.of(text);
    }
}
