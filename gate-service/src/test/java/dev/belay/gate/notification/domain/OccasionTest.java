package dev.belay.gate.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Outcome;
import dev.belay.contracts.decision.Finding.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccasionTest {

    @ParameterizedTest
    @CsvSource({
        "NEEDS_REVIEW, REVIEW_REQUESTED",
        "NEEDS_SIGN_OFF, SIGN_OFF_REQUESTED",
        "NEEDS_TRADE_OFF, REVIEW_REQUESTED",
        "INCONCLUSIVE, REVIEW_REQUESTED",
        "WAITING, REVIEW_REQUESTED",
    })
    void whateverIsOpenIsAskedFor(Outcome open, Occasion asked) {
        assertThat(Occasion.askedBy(findings(Outcome.PASSED, open))).containsExactly(asked);
    }

    @Test
    void bothAreAskedForAtOnceAndNothingWhereNothingIsOpen() {
        assertThat(Occasion.askedBy(findings(Outcome.NEEDS_SIGN_OFF, Outcome.NEEDS_REVIEW, Outcome.NEEDS_REVIEW)))
                .containsExactly(Occasion.REVIEW_REQUESTED, Occasion.SIGN_OFF_REQUESTED);
        assertThat(Occasion.askedBy(findings(Outcome.PASSED, Outcome.FAILED, Outcome.NOT_APPLICABLE)))
                .isEmpty();
    }

    @Test
    void namesAreReadAsTheyAreWritten() {
        for (var occasion : Occasion.values()) {
            assertThat(Occasion.named(occasion.wireName())).contains(occasion);
        }
        assertThat(Occasion.SIGN_OFF_REQUESTED.wireName()).isEqualTo("sign-off-requested");
        assertThat(Occasion.named("DECIDED")).isEmpty();
    }

    @Test
    void theDigestIsForPeopleAlone() {
        assertThat(Occasion.of(Channel.WEBHOOK))
                .doesNotContain(Occasion.WEEKLY_DIGEST)
                .hasSize(5);
        assertThat(Occasion.of(Channel.SLACK)).containsExactly(Occasion.values());
    }

    private static List<Finding> findings(Outcome... outcomes) {
        return Arrays.stream(outcomes)
                .map(outcome -> new Finding(Rule.REVIEW, outcome, null, "said", Map.of(), List.of()))
                .toList();
    }
}
