package dev.belay.rollback.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.rollback.domain.Reach.Replica;
import dev.belay.rollback.domain.Reach.Subscriber;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final Instant ORDERED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = ORDERED.plusSeconds(5);

    /** Deployment 4, by the record at offset 9 of partition 1. */
    private static final Reach BEGUN = Reach.of(4, 1, 9);

    @Test
    void everywhereOnceEveryReplicaThatIsHeardOfHasReadIt() {
        var first = replica("a", 9, 1);

        assertThat(BEGUN.with(List.of(), List.of(), ORDERED, NOW).everywhereAt())
                .isNull();
        assertThat(BEGUN.with(List.of(first, replica("b", 8, 2)), List.of(), ORDERED, NOW)
                        .everywhereAt())
                .isNull();
        assertThat(BEGUN.with(List.of(first, replica("b", 11, 2)), List.of(), ORDERED, NOW)
                        .everywhereAt())
                .isEqualTo(ORDERED.plusSeconds(2));
        assertThat(BEGUN.with(List.of(first, replica("gone", 3, -26)), List.of(), ORDERED, NOW)
                        .everywhereAt())
                .isEqualTo(ORDERED.plusSeconds(1));
    }

    @Test
    void oneSubscriberThatIsCutOffKeepsItFromBeingSeen() {
        var current = new Subscriber("checkout-1", 4, ORDERED.plusSeconds(1));

        assertThat(BEGUN.with(List.of(), List.of(), ORDERED, NOW).seenAt()).isNull();
        assertThat(BEGUN.with(List.of(), List.of(current, subscriber("cut-off", 3, -20)), ORDERED, NOW)
                        .seenAt())
                .isNull();
        assertThat(BEGUN.with(List.of(), List.of(current, subscriber("long gone", 3, -90)), ORDERED, NOW)
                        .seenAt())
                .isEqualTo(ORDERED.plusSeconds(1));
    }

    @Test
    void whatIsReachedStaysReached() {
        var reached = BEGUN.with(List.of(replica("a", 9, 1)), List.of(subscriber("s", 4, 2)), ORDERED, NOW);

        assertThat(reached.with(List.of(replica("b", 2, 3)), List.of(subscriber("t", 1, 3)), ORDERED, NOW))
                .isEqualTo(reached);
    }

    private static Replica replica(String name, long offset, long secondsAfter) {
        return new Replica(name, List.of(-1L, offset), ORDERED.plusSeconds(secondsAfter));
    }

    private static Subscriber subscriber(String name, long number, long secondsAfter) {
        return new Subscriber(name, number, ORDERED.plusSeconds(secondsAfter));
    }
}
