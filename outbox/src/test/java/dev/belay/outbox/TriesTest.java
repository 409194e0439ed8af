package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TriesTest {

    private final AtomicInteger tried = new AtomicInteger();
    private final List<Throwable> givenUp = new ArrayList<>();
    private final Tries tries = new Tries(Duration.ofMillis(1), () -> false);

    @Test
    void givesUpAtTheThirdFailure() {
        var poison = new IllegalArgumentException("attempt: 0 (expected: > 0)");

        tries.until("t/0 at 7", () -> failUpTo(Integer.MAX_VALUE, poison), givenUp::add);

        assertThat(tried).hasValue(3);
        assertThat(givenUp).containsExactly(poison);
    }

    @Test
    void waitsForAPassingFaultHoweverOftenItComes() {
        var away = new DatabaseFault("claim", new SQLException("refused", "08001"));

        tries.until("t/0 at 7", () -> failUpTo(12, away), givenUp::add);

        assertThat(tried).hasValue(13);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void overflownStackIsAFailureOfTheRecordLikeAnyOther() {
        tries.until(
                "t/0 at 7",
                () -> {
                    throw new StackOverflowError();
                },
                givenUp::add);

        assertThat(givenUp).singleElement().isInstanceOf(StackOverflowError.class);
    }

    @Test
    void givingUpIsTriedUntilItIsOnRecord() {
        tries.until(
                "t/0 at 7",
                () -> {
                    throw new IllegalArgumentException("poison");
                },
                failure -> failUpTo(5, new DatabaseFault("claim", new SQLException("refused", "08001"))));

        assertThat(tried).hasValue(6);
    }

    @Test
    void stoppingServiceLeavesTheRecordForTheNextOne() {
        var stopping = new Tries(Duration.ofMillis(1), () -> true);
        var away = new DatabaseFault("claim", new SQLException("refused", "08001"));

        assertThatThrownBy(() -> stopping.until("t/0 at 7", () -> failUpTo(2, away), givenUp::add))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(away);
        assertThat(givenUp).isEmpty();
    }

    private void failUpTo(int times, RuntimeException failure) {
        if (tried.incrementAndGet() <= times) {
            throw failure;
        }
    }
}
