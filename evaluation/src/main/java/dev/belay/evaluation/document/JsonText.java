package dev.belay.evaluation.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON and JSON Lines as values that know their lines. Doubled keys are mistakes. */
public final class JsonText {

    private final JsonParser parser;
    private final int firstLine;
    private final Map<String, Integer> lines = new HashMap<>();

    private JsonText(JsonParser parser, int firstLine) {
        this.parser = parser;
        this.firstLine = firstLine;
    }

    /** One value a line, blank lines apart; a broken one does not hide the others. */
    public static List<Source> readLines(String text, String file, Mistakes mistakes) {
        var sources = new ArrayList<Source>();
        var lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                sources.addAll(read(lines[i], i + 1, file, mistakes));
            }
        }
        return sources;
    }

    /** The values of the text, usually one. */
    public static List<Source> read(String text, String file, Mistakes mistakes) {
        return read(text, 1, file, mistakes);
    }

    private static List<Source> read(String text, int firstLine, String file, Mistakes mistakes) {
        var sources = new ArrayList<Source>();
        try (var parser = EventJson.mapper().getFactory().createParser(text)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            while (parser.nextToken() != null) {
                var reader = new JsonText(parser, firstLine);
                reader.lines.put("", reader.line());
                sources.add(new Source(file, reader.value(""), reader.lines, Map.of()));
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null
                    ? firstLine
                    : firstLine - 1 + Math.max(1, e.getLocation().getLineNr());
            mistakes.add(file, line, "not JSON: " + said(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading text in memory", e);
        }
        return sources;
    }

    private static String said(JsonProcessingException e) {
        return e.getOriginalMessage()
                .replaceAll("\\s+", " ")
                .replaceFirst("^Duplicate field", "doubled key")
                .replaceFirst(" \\(start marker at .*", "");
    }

    private JsonNode value(String pointer) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(pointer);
            case START_ARRAY -> array(pointer);
            default -> EventJson.mapper().readTree(parser);
        };
    }

    private JsonNode object(String pointer) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var place = Pointer.child(pointer, name);
            lines.put(place, line());
            parser.nextToken();
            object.set(name, value(place));
        }
        return object;
    }

    private JsonNode array(String pointer) throws IOException {
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var place = Pointer.child(pointer, array.size());
            lines.put(place, line());
            array.add(value(place));
        }
        return array;
    }

    private int line() {
        return firstLine - 1 + parser.currentTokenLocation().getLineNr();
    }
}
