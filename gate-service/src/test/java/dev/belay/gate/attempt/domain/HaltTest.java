package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HaltTest {

    private static final Instant NINE = Instant.parse("2026-11-25T09:00:00Z");
    private static final Instant DEADLINE = NINE.plusSeconds(1800);

    @Test
    void aRunFollowsItsPromptOnce() {
        assertThat(Halt.of(true, null, DEADLINE, NINE)).isEqualTo(new Halt.Pause());
        assertThat(Halt.of(true, NINE, DEADLINE, NINE.plusSeconds(5))).isEqualTo(new Halt.None());
        assertThat(Halt.of(false, null, DEADLINE, NINE)).isEqualTo(new Halt.None());
    }

    @Test
    void theTimeOfAPauseDoesNotCount() {
        assertThat(Halt.of(false, NINE, DEADLINE, NINE.plusSeconds(7200)))
                .isEqualTo(new Halt.Resume(DEADLINE.plusSeconds(7200)));
    }
}
