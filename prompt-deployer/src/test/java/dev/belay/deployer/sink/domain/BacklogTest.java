package dev.belay.deployer.sink.domain;

import static dev.belay.deployer.sink.domain.States.live;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Instant NOW = States.SINCE;
    private static final double EVEN = 0.5;

    private final Backlog backlog = new Backlog();

    @Test
    void ofManyStatesTheNewestAloneIsWritten() {
        IntStream.rangeClosed(1, 5).forEach(number -> backlog.want(live(number), NOW));

        assertThat(backlog.next(NOW)).contains(live(5));
        backlog.holds(live(5), 5, NOW);
        assertThat(backlog.next(NOW)).isEmpty();
    }

    @Test
    void aLowerOrEqualNumberChangesNothing() {
        backlog.want(live(4), NOW);
        backlog.want(live(3), NOW);
        assertThat(backlog.next(NOW)).contains(live(4));
        backlog.holds(live(4), 4, NOW);

        backlog.want(live(4), NOW);
        backlog.want(live(2), NOW);
        assertThat(backlog.next(NOW)).isEmpty();
    }

    @Test
    void whatATargetHoldsAboveIsNotWaitedForAndIsTold() {
        backlog.want(live(3), NOW);
        backlog.holds(live(3), 9, NOW);

        backlog.want(live(4), NOW);
        assertThat(backlog.next(NOW)).isEmpty();
        assertThat(backlog.progress()).singleElement().satisfies(progress -> {
            assertThat(progress.number()).isEqualTo(4);
            assertThat(progress.held()).isEqualTo(9);
            assertThat(progress.nextTry()).isNull();
        });

        backlog.want(live(10), NOW);
        assertThat(backlog.next(NOW)).contains(live(10));
    }

    @Test
    void whatComesDuringAWriteIsWrittenNext() {
        backlog.want(live(1), NOW);
        var first = backlog.next(NOW).orElseThrow();
        backlog.want(live(2), NOW);
        backlog.holds(first, 1, NOW);

        assertThat(backlog.next(NOW)).contains(live(2));
    }

    @Test
    void aRefusedPromptWaitsAloneAndLonger() {
        backlog.want(live("care/a", 1), NOW);
        backlog.want(live("care/b", 1), NOW);

        backlog.failed(live("care/a", 1), Scope.PROMPT, "too large", NOW, EVEN);
        assertThat(backlog.next(NOW)).contains(live("care/b", 1));
        backlog.holds(live("care/b", 1), 1, NOW);
        assertThat(backlog.due()).contains(NOW.plusSeconds(1));

        backlog.failed(live("care/a", 1), Scope.PROMPT, "too large", NOW.plusSeconds(1), EVEN);
        assertThat(backlog.due()).contains(NOW.plusSeconds(3));
        assertThat(backlog.standing()).isEqualTo(new Backlog.Standing(1, 1, null, false));

        // A newer version may be taken.
        backlog.want(live("care/a", 2), NOW.plusSeconds(2));
        assertThat(backlog.next(NOW.plusSeconds(2))).contains(live("care/a", 2));
    }

    @Test
    void whileTheTargetIsAwayNothingIsTriedAndThenAnotherPromptFirst() {
        backlog.want(live("care/a", 1), NOW);
        backlog.want(live("care/b", 1), NOW);
        backlog.failed(live("care/a", 1), Scope.TARGET, "connection refused", NOW, EVEN);

        assertThat(backlog.next(NOW)).isEmpty();
        assertThat(backlog.standing().error()).isEqualTo("connection refused");
        assertThat(backlog.next(NOW.plusSeconds(1))).contains(live("care/b", 1));

        backlog.holds(live("care/b", 1), 1, NOW.plusSeconds(1));
        assertThat(backlog.standing().error()).isNull();
        assertThat(backlog.next(NOW.plusSeconds(1))).contains(live("care/a", 1));
    }

    @Test
    void aTargetThatWantsNothingMoreIsLeftAlone() {
        backlog.want(live("care/a", 1), NOW);
        backlog.failed(live("care/a", 1), Scope.FOR_GOOD, "gone", NOW, EVEN);
        backlog.want(live("care/b", 1), NOW);

        assertThat(backlog.next(NOW.plus(Duration.ofDays(365)))).isEmpty();
        assertThat(backlog.standing()).isEqualTo(new Backlog.Standing(2, 1, "gone", true));
    }

    @Test
    void whatAnotherReplicaWritesNowIsForgotten() {
        backlog.want(live("care/a", 1), NOW);
        backlog.want(live("care/b", 1), NOW);
        backlog.holds(live("care/b", 1), 1, NOW);

        backlog.keep(state -> false);
        assertThat(backlog.progress()).isEmpty();
        assertThat(backlog.next(NOW)).isEmpty();

        // Given back, it is asked what the target holds.
        backlog.want(live("care/b", 1), NOW);
        assertThat(backlog.next(NOW)).contains(live("care/b", 1));
    }

    /** Whatever comes in whatever order, and fails however often: no number falls, and in the end each newest one is there. */
    @Property(tries = 300)
    void convergesWithoutEverWritingALowerNumber(@ForAll long seed) {
        var fresh = new Backlog();
        var random = new Random(seed);
        var held = new HashMap<String, Long>();
        var newest = new HashMap<String, Long>();
        var now = NOW;
        for (int i = 0; i < 60; i++) {
            var prompt = "care/" + random.nextInt(4);
            long number = 1 + random.nextInt(20);
            newest.merge(prompt, number, Math::max);
            fresh.want(live(prompt, number), now);
            now = now.plusMillis(random.nextInt(2_000));
            writeOne(fresh, now, held, random, 0.5);
        }
        for (int i = 0; i < 50; i++) {
            now = now.plus(BackOff.LONGEST.multipliedBy(2));
            writeOne(fresh, now, held, random, 0);
        }
        assertThat(held).isEqualTo(newest);
        assertThat(fresh.standing()).isEqualTo(new Backlog.Standing(0, 0, null, false));
    }

    private static void writeOne(Backlog fresh, Instant now, Map<String, Long> held, Random random, double failing) {
        fresh.next(now).ifPresent(live -> {
            if (random.nextDouble() < failing) {
                var scope = List.of(Scope.PROMPT, Scope.TARGET).get(random.nextInt(2));
                fresh.failed(live, scope, "away", now, random.nextDouble());
                return;
            }
            assertThat(live.number()).isGreaterThan(held.getOrDefault(live.prompt(), 0L));
            held.put(live.prompt(), live.number());
            fresh.holds(live, live.number(), now);
        });
    }

    @Test
    void thosePromptsThatWaitedLongestComeFirst() {
        var order = new ArrayList<String>();
        for (var name : List.of("care/c", "care/a", "care/b")) {
            backlog.want(live(name, 1), NOW.plusMillis(order.size()));
            order.add(name);
        }
        // A newer state keeps its prompt's place.
        backlog.want(live("care/c", 2), NOW.plusSeconds(1));

        var written = new ArrayList<String>();
        for (var next = backlog.next(NOW.plusSeconds(2)); next.isPresent(); next = backlog.next(NOW.plusSeconds(2))) {
            written.add(next.get().prompt());
            backlog.holds(next.get(), next.get().number(), NOW.plusSeconds(2));
        }
        assertThat(written).containsExactlyElementsOf(order);
    }
}
