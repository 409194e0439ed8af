package dev.belay.contracts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.Event;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schemas and golden files hold the published language still. A schema is committed; {@code -Dschemas.write=true}
 * writes it anew after an intended change. A golden file is never edited: it is what neighbours may still send.
 */
class SchemasTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/dev/belay/contracts/schemas");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    record Published(Topic topic, String type, Class<? extends Event> record) {
        @Override
        public String toString() {
            return type;
        }
    }

    static Stream<Published> events() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> new TreeMap<String, Class<? extends Event>>(
                                EventCodec.of(topic.events()).types())
                        .entrySet().stream().map(type -> new Published(topic, type.getKey(), type.getValue())));
    }

    static Stream<Map.Entry<String, Class<?>>> documents() {
        return Stream.of(
                Map.entry("prompt", PromptDocument.class),
                Map.entry("criteria", CriteriaDocument.class),
                Map.entry("case", SuiteDocument.Case.class));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theSchemaOfAnEventIsTheOneOfItsRecord(Published event) throws IOException {
        var schema = new SchemaWriter(false).schemaOf(event.record(), event.type());
        assertThat(committed(event.type(), schema)).isEqualTo(schema);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theSchemaOfAFileIsTheOneOfItsRecord(Map.Entry<String, Class<?>> document) throws IOException {
        var schema = new SchemaWriter(true).schemaOf(document.getValue(), document.getKey());
        assertThat(committed(document.getKey(), schema)).isEqualTo(schema);
    }

    @ParameterizedTest
    @MethodSource("events")
    void aGoldenEventIsReadByTodaysTypesAndWrittenAsItWas(Published event) throws IOException {
        var golden = Files.readString(GOLDEN.resolve(event.type() + ".json"));

        var read = EventCodec.of(event.topic().events()).decode(headers(event.type()), golden);

        assertThat(read).isInstanceOf(Decoded.Understood.class);
        var envelope = ((Decoded.Understood<?>) read).envelope();
        EncodedEvent written = EventCodec.encode(envelope);
        assertThat(json(written.body())).isEqualTo(json(golden));
        assertThat(written.headers()).containsAllEntriesOf(headers(event.type()));
        assertThat(Topic.of(envelope.data())).isEqualTo(event.topic());
    }

    @ParameterizedTest
    @MethodSource("events")
    void aGoldenEventSatisfiesItsSchema(Published event) throws IOException {
        assertThat(schema(event.type()).validate(json(Files.readString(GOLDEN.resolve(event.type() + ".json")))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithoutARequiredMemberIsRefusedByItsSchema(Published event) throws IOException {
        assertThat(schema(event.type()).validate(EventJson.mapper().createObjectNode()))
                .isNotEmpty();
    }

    @Test
    void membersOfANewerNeighbourAreIgnored() throws IOException {
        var type = "dev.belay.withdrawal.requested.v1";
        var newer = Files.readString(GOLDEN.resolve(type + ".json")).replaceFirst("\\{", "{\"later\": {\"x\": 1},");

        assertThat(EventCodec.of(Topic.CHANGES.events()).decode(headers(type), newer))
                .isInstanceOf(Decoded.Understood.class);
        assertThat(schema(type).validate(json(newer))).isEmpty();
    }

    private static Map<String, String> headers(String type) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", "e-1",
                "ce_type", type,
                "ce_source", "/golden",
                "ce_time", "2026-11-22T10:15:30Z");
    }

    private static JsonNode committed(String name, JsonNode derived) throws IOException {
        var file = SCHEMAS.resolve(name + ".json");
        if (Boolean.getBoolean("schemas.write")) {
            Files.createDirectories(SCHEMAS);
            Files.writeString(
                    file,
                    EventJson.mapper()
                                    .writer()
                                    .with(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(derived)
                            + "\n");
        }
        return json(Files.readString(file));
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(json(Files.readString(SCHEMAS.resolve(name + ".json"))));
    }

    private static JsonNode json(String text) throws IOException {
        return EventJson.mapper().readTree(text);
    }
}
