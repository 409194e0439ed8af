package dev.belay.gate.observation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.Answer;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import dev.belay.gate.observation.domain.Breach.None;
import dev.belay.gate.observation.domain.Breach.Reached;
import dev.belay.gate.observation.domain.Breach.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreachTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final LivePolicy TWO = new LivePolicy(null, 2, "10m");
    private static final Standing LIVE = new Standing(7, false);

    @Test
    void limitIsReachedByDistinctSources() {
        var breach = Breach.of(7, LIVE, TWO, List.of(violation(1, "a", false, 60), violation(2, "b", false, 30)), NOW);

        assertThat(breach).isInstanceOfSatisfying(Reached.class, reached -> {
            assertThat(reached.answer()).isEqualTo(Answer.ROLL_BACK);
            assertThat(reached.reason()).isNull();
            assertThat(reached.sources()).isEqualTo(2);
            assertThat(reached.violated()).containsExactly("recommends-medication");
            assertThat(reached.outputs()).containsExactly(digest(2), digest(1));
            assertThat(reached.detectedAt()).isEqualTo(NOW.minusSeconds(30));
        });
    }

    @Test
    void oneSourceAloneOnlyWarnsUnlessItIsTrusted() {
        var alone = List.of(violation(1, "a", false, 60), violation(2, "a", false, 30));
        var trusted = List.of(violation(1, "a", true, 60), violation(2, "a", false, 30));

        assertThat(reached(Breach.of(7, LIVE, TWO, alone, NOW)).answer()).isEqualTo(Answer.WARN);
        assertThat(reached(Breach.of(7, LIVE, TWO, alone, NOW)).reason()).contains("one source alone");
        assertThat(reached(Breach.of(7, LIVE, TWO, trusted, NOW)).answer()).isEqualTo(Answer.ROLL_BACK);
    }

    @Test
    void whatARollbackRestoredIsNeverRolledBackByItself() {
        var both = List.of(violation(1, "a", true, 60), violation(2, "b", true, 30));

        assertThat(reached(Breach.of(7, new Standing(7, true), TWO, both, NOW)))
                .satisfies(reached -> assertThat(reached.answer()).isEqualTo(Answer.WARN))
                .satisfies(reached -> assertThat(reached.reason()).contains("never rolled back by itself"));
    }

    @Test
    void whatIsNotLiveOrTooOldOrTooFewBreaksNothing() {
        var old = List.of(violation(1, "a", true, 60), violation(2, "b", true, 601));
        var both = List.of(violation(1, "a", true, 60), violation(2, "b", true, 600));

        assertThat(Breach.of(7, LIVE, TWO, old, NOW)).isInstanceOf(None.class);
        assertThat(Breach.of(7, LIVE, TWO, both, NOW)).isInstanceOf(Reached.class);
        assertThat(Breach.of(7, new Standing(8, false), TWO, both, NOW)).isInstanceOf(None.class);
        assertThat(Breach.of(7, null, TWO, both, NOW)).isInstanceOf(None.class);
        assertThat(Breach.of(7, LIVE, null, both, NOW)).isInstanceOf(None.class);
        assertThat(Breach.of(7, LIVE, TWO, List.of(), NOW)).isInstanceOf(None.class);
    }

    @Test
    void withoutMoreWordsOneTrustedViolationIsEnough() {
        var policy = new LivePolicy(null, null, null);

        assertThat(reached(Breach.of(7, LIVE, policy, List.of(violation(1, "a", true, 1)), NOW))
                        .answer())
                .isEqualTo(Answer.ROLL_BACK);
    }

    record Drawn(String source, boolean trusted, int secondsAgo, boolean ofLive) {}

    /** Whatever comes: it is rolled back only for enough fresh violations of what is live, of two sources or a trusted one. */
    @Property
    void nothingElseRollsBack(
            @ForAll @Size(max = 12) List<@IntRange(max = 4 * 2 * 1200 * 2 - 1) Integer> drawn,
            @ForAll @IntRange(min = 1, max = 6) int limit,
            @ForAll boolean restored) {
        var violations = new ArrayList<Violation>();
        var each = drawn.stream()
                .map(n -> new Drawn("s" + n % 4, n / 4 % 2 == 1, n / 8 % 1200, n / 9600 % 2 == 0))
                .toList();
        for (var one : each) {
            violations.add(new Violation(
                    "ob-" + violations.size(),
                    "care/x",
                    "production",
                    one.ofLive() ? 7 : 6,
                    digest(violations.size()),
                    List.of("never"),
                    one.source(),
                    one.trusted(),
                    NOW.minusSeconds(one.secondsAgo())));
        }
        var counting = each.stream()
                .filter(one -> one.ofLive() && one.secondsAgo() <= 600)
                .toList();
        boolean due = counting.size() >= limit
                && !restored
                && (counting.stream().anyMatch(Drawn::trusted)
                        || counting.stream().map(Drawn::source).distinct().count() > 1);

        var breach = Breach.of(7, new Standing(7, restored), new LivePolicy(null, limit, "10m"), violations, NOW);

        assertThat(breach instanceof Reached reached && reached.answer() == Answer.ROLL_BACK)
                .isEqualTo(due);
    }

    private static Reached reached(Breach breach) {
        assertThat(breach).isInstanceOf(Reached.class);
        return (Reached) breach;
    }

    private static Violation violation(int n, String source, boolean trusted, long secondsAgo) {
        return new Violation(
                "ob-" + n,
                "care/x",
                "production",
                7,
                digest(n),
                List.of("recommends-medication"),
                source,
                trusted,
                NOW.minus(Duration.ofSeconds(secondsAgo)));
    }

    private static Digest digest(int n) {
        return Digest.of("output " + n);
    }
}
