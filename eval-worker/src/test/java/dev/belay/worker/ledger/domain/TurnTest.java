package dev.belay.worker.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TurnTest {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final UUID CLAIM = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Completion REPLY = new Completion(
            Digest.of("request"),
            "care",
            "openai",
            "gpt-4.1-mini",
            "Rest [1].",
            "stop",
            412,
            new BigDecimal("0.0003"),
            200,
            12,
            NOW.minusSeconds(60),
            false);

    static Stream<Arguments> turns() {
        return Stream.of(
                Arguments.of("nobody asked before", null, new Turn.Call(null)),
                Arguments.of(
                        "somebody is calling",
                        new Entry.Claimed(CLAIM, NOW.plusMillis(1)),
                        new Turn.Wait(NOW.plusMillis(1))),
                Arguments.of("the lease is over", new Entry.Claimed(CLAIM, NOW), new Turn.Call(CLAIM)),
                Arguments.of("recorded", new Entry.Recorded(REPLY), new Turn.Use(REPLY)),
                Arguments.of("erased", new Entry.Erased(NOW, "request 12"), new Turn.Gone(NOW, "request 12")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("turns")
    void aRequestIsCalledOnlyWhenNobodyElseHasItsReplyOrMayGetIt(String what, @Nullable Entry entry, Turn turn) {
        assertThat(Turn.of(entry, NOW)).as(what).isEqualTo(turn);
    }
}
