package dev.belay.evaluation.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.pacing.Sign.Allowance;
import dev.belay.evaluation.pacing.Sign.Broken;
import dev.belay.evaluation.pacing.Sign.Fine;
import dev.belay.evaluation.pacing.Sign.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Sign FINE = new Fine(null);
    private static final Sign THROTTLED = new Throttled(null, null);

    @Test
    void doublesEachRoundUntilTheFirstCut() {
        var limit = round(round(Limit.starting(4), 4), 8);

        assertThat(limit.window()).isEqualTo(16);
    }

    @Test
    void growsByOneEachRoundAfterACut() {
        var cut = Limit.starting(16).after(THROTTLED, at(1), at(2), true, 1);
        var grown = round(cut, 8);

        assertThat(cut.window()).isEqualTo(8);
        assertThat(grown.window()).isBetween(8.9, 9.0);
    }

    @Test
    void manyThrottledCallsOfOneRoundHalveOnce() {
        var limit = Limit.starting(64);
        for (int i = 0; i < 20; i++) {
            limit = limit.after(THROTTLED, at(1), at(2 + i), true, 1);
        }

        assertThat(limit.window()).isEqualTo(32);
        assertThat(limit.after(THROTTLED, at(3), at(30), true, 1).window())
                .as("one that began after the cut")
                .isEqualTo(16);
    }

    @Test
    void neverFallsBelowOne() {
        var limit = Limit.starting(2);
        for (int i = 1; i < 10; i++) {
            limit = limit.after(THROTTLED, at(2 * i), at(2 * i + 1), true, 1);
        }

        assertThat(limit.window()).isEqualTo(1);
        assertThat(limit.admits(0, 50, at(99))).as("each worker keeps one").isTrue();
        assertThat(limit.admits(1, 50, at(99))).isFalse();
    }

    @Test
    void windowThatIsNotNeededDoesNotGrow() {
        assertThat(Limit.starting(8).after(FINE, at(0), at(1), false, 1).window())
                .isEqualTo(8);
    }

    @Test
    void brokenCallsSayNothingOfTheLoad() {
        assertThat(Limit.starting(8).after(new Broken(), at(0), at(1), true, 1)).isEqualTo(Limit.starting(8));
    }

    @ParameterizedTest
    @CsvSource({"8, 1, 7, true", "8, 1, 8, false", "8, 2, 3, true", "8, 2, 4, false", "8, 3, 2, false", "8, 9, 0, true"
    })
    void workersShareTheWindow(double window, int workers, int underWay, boolean admitted) {
        assertThat(Limit.starting(window).admits(underWay, workers, T0)).isEqualTo(admitted);
    }

    @Test
    void workersTogetherGrowAsFastAsOne() {
        var one = round(cutTo(8), 8);
        var part = cutTo(8);
        for (int i = 0; i < 4; i++) {
            part = part.after(FINE, at(3), at(4), true, 2);
        }

        assertThat(part.window()).isBetween(one.window() - 0.1, one.window() + 0.1);
    }

    @Test
    void nothingBeginsBeforeTheTimeThatWasAskedFor() {
        var limit = Limit.starting(8).after(new Throttled(at(10), null), at(1), at(2), true, 1);

        assertThat(limit.admits(0, 1, at(9))).isFalse();
        assertThat(limit.opensAt(at(9))).isEqualTo(at(10));
        assertThat(limit.admits(0, 1, at(10))).isTrue();
    }

    @Test
    void successesOfLaterCallsShowThatNotAllWereMeant() {
        var limit = Limit.starting(8).after(new Throttled(at(10), null), at(1), at(3), true, 1);

        assertThat(twice(limit, at(1)).after(FINE, at(1), at(4), true, 1).admits(0, 1, at(4)))
                .as("calls that began no later")
                .isFalse();
        assertThat(twice(limit, at(2)).admits(0, 1, at(4)))
                .as("two may be a chance")
                .isFalse();
        assertThat(twice(limit, at(2)).after(FINE, at(2), at(4), true, 1).admits(0, 1, at(4)))
                .isTrue();
    }

    @Test
    void whatTheHeadersLeaveIsNotOverrun() {
        var limit = Limit.starting(8).after(new Fine(new Allowance(2, at(10))), at(0), at(1), false, 1);

        assertThat(limit.admits(0, 1, at(2))).isTrue();
        assertThat(limit.begun().begun().admits(0, 1, at(2))).isFalse();
        assertThat(limit.begun().begun().opensAt(at(2))).isEqualTo(at(10));
        assertThat(limit.begun().begun().admits(0, 1, at(10))).isTrue();
    }

    @Test
    void staleHeadersDoNotGiveBackWhatBegan() {
        var limit = Limit.starting(8)
                .after(new Fine(new Allowance(2, at(10))), at(0), at(1), false, 1)
                .begun()
                .after(new Fine(new Allowance(2, at(10))), at(0), at(2), false, 1);

        assertThat(limit.allowance()).isEqualTo(new Allowance(1, at(10)));
        assertThat(limit.after(new Fine(new Allowance(60, at(70))), at(11), at(12), false, 1)
                        .allowance())
                .isEqualTo(new Allowance(60, at(70)));
    }

    @Test
    void stateSurvivesARow() throws Exception {
        var limit = Limit.starting(8).after(new Throttled(at(10), new Allowance(0, at(20))), at(1), at(2), true, 1);
        var row = EventJson.mapper().writeValueAsString(limit);

        assertThat(EventJson.mapper().readValue(row, Limit.class)).isEqualTo(limit);
    }

    @Test
    void whatIsPastIsDropped() {
        var limit = Limit.starting(8).after(new Throttled(at(10), new Allowance(0, at(20))), at(1), at(2), true, 1);

        assertThat(limit.at(at(30)).closure()).isNull();
        assertThat(limit.at(at(30)).allowance()).isNull();
        assertThat(limit.at(at(5))).isEqualTo(limit);
    }

    @Test
    void windowOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Limit.starting(0.5)).hasMessageContaining("window: 0.5");
        assertThatThrownBy(() -> Limit.starting(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Rounds of calls against a server that takes so many at once and refuses the rest. */
    @ParameterizedTest
    @CsvSource({"5", "40", "300"})
    void windowSettlesAroundWhatTheServerTakes(int capacity) {
        var limit = Limit.starting(32);
        int calls = 0;
        int refused = 0;
        int least = Integer.MAX_VALUE;
        for (int round = 1; round <= 1000; round++) {
            int sent = limit.share(1);
            for (int i = 0; i < sent; i++) {
                var sign = i < capacity ? FINE : THROTTLED;
                limit = limit.after(sign, at(2 * round), at(2 * round + 1), true, 1);
            }
            if (round > 100) {
                calls += sent;
                refused += Math.max(0, sent - capacity);
                least = Math.min(least, sent);
                assertThat(sent).isLessThanOrEqualTo(capacity + 2);
            }
        }

        assertThat(least).as("half of what is possible is always used").isGreaterThanOrEqualTo(capacity / 2);
        assertThat(refused).as("refused of %d", calls).isLessThan(calls / 10);
    }

    @Property(tries = 300)
    void joiningIsTheSameInAnyOrderAndHoweverOften(
            @ForAll("limits") Limit a, @ForAll("limits") Limit b, @ForAll("limits") Limit c) {
        assertThat(a.join(a)).isEqualTo(a);
        assertThat(a.join(b)).isEqualTo(b.join(a));
        assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
        assertThat(a.join(b).join(b)).isEqualTo(a.join(b));
    }

    @Property(tries = 300)
    void laterCutWinsAndNoClosureIsForgotten(@ForAll("limits") Limit a, @ForAll("limits") Limit b) {
        var both = a.join(b);

        assertThat(both.cutAt()).isEqualTo(a.cutAt().isAfter(b.cutAt()) ? a.cutAt() : b.cutAt());
        if (a.cutAt().isAfter(b.cutAt())) {
            assertThat(both.window()).isEqualTo(a.window());
        }
        if (a.closure() != null) {
            assertThat(both.closure()).isNotNull();
            assertThat(both.closure().until()).isAfterOrEqualTo(a.closure().until());
        }
    }

    @Property(tries = 300)
    void windowStaysInItsBounds(@ForAll("signs") List<Sign> signs) {
        var limit = Limit.starting(10);
        for (int i = 0; i < signs.size(); i++) {
            var before = limit;
            limit = limit.begun().after(signs.get(i), at(i), at(i + 1), true, 1);
            assertThat(limit.window()).isBetween(Limit.SMALLEST, Limit.LARGEST);
            assertThat(limit.window()).isBetween(before.window() / 2, before.window() + 1);
        }
    }

    @Provide
    Arbitrary<Limit> limits() {
        return signs().map(signs -> {
            var limit = Limit.starting(10);
            for (int i = 0; i < signs.size(); i++) {
                limit = limit.after(signs.get(i), at(i), at(i + 1), true, 2);
            }
            return limit;
        });
    }

    @Provide
    Arbitrary<List<Sign>> signs() {
        var times = Arbitraries.integers().between(0, 60).map(LimitTest::at);
        var allowances = Combinators.combine(Arbitraries.integers().between(0, 5), times)
                .as(Allowance::new)
                .injectNull(0.5);
        Arbitrary<Sign> fine = allowances.map(Fine::new);
        Arbitrary<Sign> throttled =
                Combinators.combine(times.injectNull(0.3), allowances).as(Throttled::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(6, fine), Tuple.of(2, throttled), Tuple.of(1, Arbitraries.just((Sign) new Broken())))
                .list()
                .ofMaxSize(40);
    }

    private static Limit twice(Limit limit, Instant began) {
        return limit.after(FINE, began, at(4), true, 1).after(FINE, began, at(4), true, 1);
    }

    private static Limit cutTo(int window) {
        return Limit.starting(2.0 * window).after(THROTTLED, at(1), at(2), true, 1);
    }

    private static Limit round(Limit limit, int calls) {
        var grown = limit;
        for (int i = 0; i < calls; i++) {
            grown = grown.after(FINE, at(3), at(4), true, 1);
        }
        return grown;
    }

    private static Instant at(int seconds) {
        return T0.plus(Duration.ofSeconds(seconds));
    }
}
