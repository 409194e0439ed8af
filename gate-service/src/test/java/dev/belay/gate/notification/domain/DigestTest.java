package dev.belay.gate.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.gate.notification.domain.Digest.Shipped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {

    private static final String URL = "https://belay.example/v1/decisions";
    private static final Instant DUE = Instant.parse("2026-11-23T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59.999Z, 2026-11-16T08:00:00Z",
        "2026-11-23T08:00:00Z,     2026-11-23T08:00:00Z",
        "2026-11-23T23:00:00Z,     2026-11-23T08:00:00Z",
        "2026-11-29T12:00:00Z,     2026-11-23T08:00:00Z",
        "2027-01-01T00:00:00Z,     2026-12-28T08:00:00Z",
    })
    void itIsDueOnMondayMornings(Instant now, Instant due) {
        assertThat(Digest.lastDue(now)).isEqualTo(due);
    }

    @Test
    void weeksMeetAndDoNotOverlap() {
        assertThat(Digest.begin(DUE)).isEqualTo(Digest.lastDue(DUE.minusMillis(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_APPLICABLE, NOT_APPLICABLE, true",
        "PASSED,         NOT_APPLICABLE, false",
        "NOT_APPLICABLE, PASSED,         false",
        "PASSED,         PASSED,         false",
    })
    void whatTwoRulesHadNothingToAskForIsUnasked(Outcome review, Outcome signOff, boolean unasked) {
        assertThat(Digest.isUnasked(List.of(
                        finding(Rule.MUST_NOT, Outcome.PASSED),
                        finding(Rule.REVIEW, review),
                        finding(Rule.SIGN_OFF, signOff))))
                .isEqualTo(unasked);
    }

    private static Finding finding(Rule rule, Outcome outcome) {
        return new Finding(rule, outcome, null, "said", Map.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "1,  2,  care: 1 change was approved without a review or a sign-off in the week to 2026-11-23, care/p1 version 1 (ch-1)",
        "3,  4,  care: 3 changes were approved without a review or a sign-off in the week to 2026-11-23, care/p3 version 3 (ch-3)",
        "50, 51, care: 50 changes were approved without a review or a sign-off in the week to 2026-11-23, care/p50 version 50 (ch-50)",
        "51, 52, care: 51 changes were approved without a review or a sign-off in the week to 2026-11-23, and 1 more",
    })
    void eachChangeHasALineUpToFifty(int changes, int lines, String first, String last) {
        var message = Digest.of("care", DUE, shipped(changes), URL).orElseThrow();

        assertThat(message.lines()).hasSize(lines).startsWith(first).endsWith(last);
        assertThat(message.url()).isEqualTo(URL);
    }

    @Test
    void ofNothingNothingIsTold() {
        assertThat(Digest.of("care", DUE, List.of(), URL)).isEmpty();
    }

    private static List<Shipped> shipped(int changes) {
        return IntStream.rangeClosed(1, changes)
                .mapToObj(n -> new Shipped("care/p" + n, n, "ch-" + n))
                .toList();
    }
}
