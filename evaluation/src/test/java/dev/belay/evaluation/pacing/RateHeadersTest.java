package dev.belay.evaluation.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.evaluation.pacing.Sign.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-ratelimit-remaining-requests: 59; x-ratelimit-reset-requests: 1s | 59 | 1000",
                "x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 6m0s | 0 | 360000",
                "x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 20ms | 0 | 20",
                "x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 1h2m3.5s | 0 | 3723500",
                "x-ratelimit-remaining-requests: 9; x-ratelimit-reset-requests: 1s; x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 8.64s | 0 | 8640",
                "x-ratelimit-remaining-requests: 9; x-ratelimit-reset-requests: 1s; x-ratelimit-remaining-tokens: 5; x-ratelimit-reset-tokens: 8s | 9 | 1000",
                "anthropic-ratelimit-requests-remaining: 4; anthropic-ratelimit-requests-reset: 2026-01-01T00:00:05Z | 4 | 5000",
                "anthropic-ratelimit-input-tokens-remaining: 0; anthropic-ratelimit-input-tokens-reset: 2026-01-01T00:01:00Z | 0 | 60000",
                "x-ratelimit-remaining: 3; x-ratelimit-reset: 30 | 3 | 30000",
                "x-ratelimit-remaining: 3; x-ratelimit-reset: 1767225630 | 3 | 30000",
                "ratelimit-remaining: 0; ratelimit-reset: 2 | 0 | 2000"
            })
    void eachDialectIsUnderstood(String headers, int left, long millis) {
        assertThat(read(headers)).isEqualTo(new Allowance(left, NOW.plus(Duration.ofMillis(millis))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content-type: json",
                "x-ratelimit-remaining-requests: 0",
                "x-ratelimit-remaining-requests: many; x-ratelimit-reset-requests: 1s",
                "x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: soon",
                "x-ratelimit-remaining-requests: -1; x-ratelimit-reset-requests: 1s",
                "x-ratelimit-remaining-tokens: 100; x-ratelimit-reset-tokens: 1s"
            })
    void whatIsNotUnderstoodSaysNothing(String headers) {
        assertThat(read(headers)).isNull();
    }

    @Test
    void waitsDoubleWithJitterAndNeverUndercutWhatWasAsked() {
        assertThat(Waits.before(null, 1, 0)).isEqualTo(Duration.ofMillis(250));
        assertThat(Waits.before(null, 3, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Waits.before(null, 60, 0.5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Waits.before(Duration.ofSeconds(7), 1, 0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(Waits.before(Duration.ofSeconds(7), 5, 0.5)).isEqualTo(Duration.ofMillis(7250));
    }

    @Test
    void retriesAreAShareOfTheCalls() {
        var budget = RetryBudget.full(0.5, 2);
        var spent = budget.spent().orElseThrow().spent().orElseThrow();

        assertThat(spent.spent()).isEmpty();
        assertThat(spent.afterCall().spent()).isEmpty();
        assertThat(spent.afterCall().afterCall().spent()).isPresent();
        assertThat(budget.afterCall()).isEqualTo(budget);
    }

    private static Allowance read(String text) {
        var headers = new HashMap<String, String>();
        for (var header : text.split("; ", -1)) {
            int colon = header.indexOf(": ");
            headers.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 2).strip());
        }
        return RateHeaders.read(name -> Optional.ofNullable(headers.get(name)), NOW);
    }
}
