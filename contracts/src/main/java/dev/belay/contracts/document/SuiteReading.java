package dev.belay.contracts.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** Reads a suite case by case, however large it is. */
public final class SuiteReading {

    private SuiteReading() {}

    /**
     * Hands each case on as it is read, in the suite's order, before it is known whether the whole is sound: what is done
     * with them must be undone when this throws, or when the digest is not the one expected.
     *
     * @param suite canonical JSON of a {@link SuiteDocument}; read to its end and not closed
     * @return the digest of what was read
     * @throws IOException when it cannot be read, or is no suite
     */
    public static Digest read(InputStream suite, Consumer<Case> cases) throws IOException {
        var bytes = new DigestInputStream(suite, Digest.hash());
        try (var parser = EventJson.mapper().createParser(bytes)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                var value = parser.nextToken();
                if (field.equals("cases")) {
                    readCases(parser, value, cases);
                } else {
                    parser.skipChildren();
                }
            }
            expect(parser.currentToken(), JsonToken.END_OBJECT);
        }
        bytes.transferTo(OutputStream.nullOutputStream());
        MessageDigest hash = bytes.getMessageDigest();
        return Digest.of(hash);
    }

    private static void readCases(JsonParser parser, JsonToken start, Consumer<Case> cases) throws IOException {
        expect(start, JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            cases.accept(parser.readValueAs(Case.class));
        }
    }

    private static void expect(JsonToken actual, JsonToken expected) throws IOException {
        if (actual != expected) {
            throw new IOException("a suite's JSON: %s (expected: %s)".formatted(actual, expected));
        }
    }
}
