package dev.belay.rollback.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void promptAloneIsEnough() {
        assertThat(new RollbackRequest("care/visit-summary", null, null, null, null, null).mistakes(NOW))
                .isEmpty();
    }

    @Test
    void everyMistakeIsNamed() {
        var wrong =
                new RollbackRequest("visit-summary", "a b", 0, "x".repeat(2001), NOW.plus(Duration.ofHours(1)), null);

        assertThat(wrong.mistakes(NOW))
                .extracting(Problem.FieldError::field)
                .containsExactly("prompt", "environment", "to", "reason", "detectedAt");
        assertThat(new RollbackRequest(null, null, null, null, null, null).mistakes(NOW))
                .hasSize(1);
    }

    @Test
    void clockThatIsAheadALittleIsNoMistake() {
        assertThat(new RollbackRequest("a/b", null, null, null, NOW.plusSeconds(30), null).mistakes(NOW))
                .isEmpty();
    }

    @Test
    void digestTellsRequestsApart() {
        var request = new RollbackRequest("a/b", null, null, null, null, null);

        assertThat(request.digest()).isEqualTo(new RollbackRequest("a/b", null, null, null, null, null).digest());
        assertThat(request.digest()).isNotEqualTo(new RollbackRequest("a/b", null, 1, null, null, null).digest());
    }

    @ParameterizedTest
    @CsvSource({"5s, PT5S", "500ms, PT0.5S", "900s, PT1M", ", PT0S"})
    void waitIsANumberAndAUnit(String text, Duration patience) {
        assertThat(Wait.of(text)).isEqualTo(new Wait.AtMost(patience));
    }

    @Test
    void waitThatCannotBeReadIsNamed() {
        assertThat(Wait.of("soon"))
                .isInstanceOfSatisfying(
                        Wait.Unreadable.class,
                        unreadable -> assertThat(unreadable.problem())
                                .contains("soon")
                                .contains("5s"));
    }
}
