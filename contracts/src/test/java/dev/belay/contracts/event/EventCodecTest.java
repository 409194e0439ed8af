package dev.belay.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {

    private static final EventCodec<ChangeEvent> CODEC = EventCodec.of(ChangeEvent.class);

    private final EventEnvelope<WithdrawalRequested> envelope = EventEnvelope.of(
                    "e-1",
                    "/prompt-registry",
                    Instant.parse("2026-11-22T10:15:30Z"),
                    new WithdrawalRequested("care/visit-summary", "ch-0123456789", "ana@care.example", "a newer one"))
            .tracedBy("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    @Test
    void anEventComesBackAsItWasSent() {
        var sent = EventCodec.encode(envelope);

        assertThat(sent.key()).isEqualTo("care/visit-summary");
        assertThat(sent.headers())
                .containsEntry("ce_type", "dev.belay.withdrawal.requested.v1")
                .containsEntry("content-type", "application/json");
        assertThat(CODEC.decode(sent.headers(), sent.body())).isEqualTo(new Decoded.Understood<>(envelope));
    }

    @ParameterizedTest
    @CsvSource({"ce_id", "ce_type", "ce_source", "ce_time"})
    void aRecordWithoutAnAttributeIsMalformedAndSaysWhich(String attribute) {
        var sent = EventCodec.encode(envelope);
        var headers = new HashMap<>(sent.headers());
        headers.remove(attribute);

        assertThat(reason(headers, sent.body())).contains(attribute);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json           | Unrecognized token",
                "null               | the body is null",
                "''                 | No content",
                "[]                 | Cannot deserialize",
                "{\"change\": [1]}  | Cannot deserialize"
            })
    void aBodyThatIsNotTheEventIsMalformedAndSaysWhy(String body, String why) {
        assertThat(reason(EventCodec.encode(envelope).headers(), body)).contains(why);
    }

    @Test
    void anUnknownTypeIsMalformedAndNamesTheKnownOnes() {
        var headers = new HashMap<>(EventCodec.encode(envelope).headers());
        headers.put("ce_type", "dev.belay.change.forgotten.v1");

        assertThat(reason(headers, "{}"))
                .contains("dev.belay.change.forgotten.v1")
                .contains("dev.belay.change.proposed.v1");
    }

    private static String reason(Map<String, String> headers, String body) {
        return CODEC.decode(headers, body) instanceof Decoded.Malformed<ChangeEvent>(var reason)
                ? reason
                : "understood";
    }
}
