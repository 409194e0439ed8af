package dev.belay.deployer.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.Split;
import dev.belay.deployer.rest.LiveResource.Live;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What targets hold: the document that {@code GET /v1/live} answers, member for member, on lines of its own so that a diff of
 * two says something. Of a prompt of which nothing is live, a mark: the same members without version and content.
 */
final class LiveDocument {

    /** Numbers as they were written: the digest is over them. */
    private static final ObjectReader READER =
            EventJson.mapper().reader(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final ObjectWriter WRITER = EventJson.mapper().writerWithDefaultPrettyPrinter();

    private LiveDocument() {}

    static JsonNode of(LiveState live) {
        try {
            var told = live.nothingIsLive() ? Live.listed(live) : Live.of(live, Split.of(live, null));
            var document = READER.readTree(EventJson.mapper().writeValueAsString(told));
            if (live.nothingIsLive()) {
                ((ObjectNode) document).remove("version");
            }
            return document;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the content of " + live.key() + " is not JSON", e);
        }
    }

    /** UTF-8, with a line's end at the end. */
    static byte[] bytes(LiveState live) {
        return text(live).getBytes(StandardCharsets.UTF_8);
    }

    static String text(LiveState live) {
        try {
            return WRITER.writeValueAsString(of(live)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The deployment number that a document or mark names, which is to be overwritten. */
    static long numberIn(byte[] document, String place) throws SinkFailed {
        JsonNode number;
        try {
            number = READER.readTree(document).path("number");
        } catch (IOException e) {
            number = null;
        }
        if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
            throw SinkFailed.prompt(place
                    + " is not a document that Belay wrote (expected: JSON with a \"number\"); remove it, or choose"
                    + " another place");
        }
        return number.longValue();
    }
}
