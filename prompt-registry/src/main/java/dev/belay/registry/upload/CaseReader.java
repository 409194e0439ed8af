package dev.belay.registry.upload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of cases into the {@link CaseSpool} of the request while the JSON around it is read, wherever in it the
 * list stands.
 */
public final class CaseReader extends JsonDeserializer<CaseSpool> {

    private record Target(BoundedBody body, CaseSpool spool) {}

    /** The value of {@code type} that the body holds; null for JSON's null. */
    public static <T> @Nullable T read(ObjectMapper mapper, BoundedBody body, Class<T> type, CaseSpool spool)
            throws IOException {
        return mapper.readerFor(type)
                .withAttribute(Target.class, new Target(body, spool))
                .readValue(body);
    }

    @Override
    public CaseSpool deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            return (CaseSpool) context.handleUnexpectedToken(CaseSpool.class, parser);
        }
        var target = (Target) context.getAttribute(Target.class);
        if (target.spool().isFilled()) {
            return context.reportInputMismatch(this, "the cases come twice");
        }
        target.body().nextPart();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            target.spool().add(context.readTree(parser));
            target.body().nextPart();
        }
        target.spool().filled();
        return target.spool();
    }
}
