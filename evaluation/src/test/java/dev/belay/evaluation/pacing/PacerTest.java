package dev.belay.evaluation.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.evaluation.pacing.Sign.Fine;
import dev.belay.evaluation.pacing.Sign.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PacerTest {

    private static final Account ACCOUNT = Account.of("openai", "https://api.example", "sk-secret");
    private static final Account OTHER = Account.of("openai", "https://api.example", "sk-other");

    private final Pacer pacer = new Pacer(InstantSource.system(), new Pacer.Settings(4, 0.5, 2));

    @Test
    void noMoreCallsAreUnderWayThanTheWindowLets() throws Exception {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        pacer.enter(ACCOUNT).end(new Throttled(null, null));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new CountDownLatch(60);
            for (int i = 0; i < 60; i++) {
                threads.submit(() -> {
                    try (var turn = pacer.enter(ACCOUNT)) {
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        Thread.sleep(2);
                        underWay.decrementAndGet();
                        turn.end(new Sign.Broken());
                    }
                    done.countDown();
                    return null;
                });
            }
            assertThat(done.await(10, TimeUnit.SECONDS))
                    .as("every call had its turn")
                    .isTrue();
        }

        assertThat(most.get()).isEqualTo(2);
    }

    @Test
    void windowFindsAWiderLimitByItself() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < 400; i++) {
                calls.add(threads.submit(() -> {
                    var turn = pacer.enter(ACCOUNT);
                    Thread.sleep(2);
                    turn.end(new Fine(null));
                    return null;
                }));
            }
            for (var call : calls) {
                call.get();
            }
        }

        assertThat(pacer.snapshot(ACCOUNT).window()).isGreaterThan(64);
    }

    @Test
    void closedAccountLetsNobodyInBeforeItsTimeAndOthersAreNotHeldUp() throws Exception {
        var until = Instant.now().plusMillis(300);
        pacer.enter(ACCOUNT).end(new Throttled(until, null));

        assertThat(pacer.enter(ACCOUNT, Instant.now().plusMillis(50)))
                .as("it does not even wait for what comes too late")
                .isEmpty();
        assertThat(pacer.enter(OTHER, Instant.now().plusMillis(50))).isPresent();
        try (var turn = pacer.enter(ACCOUNT)) {
            assertThat(Instant.now()).isAfterOrEqualTo(until);
        }
    }

    @Test
    void turnThatNobodyEndsInTimeIsWaitedForUntilTheDeadline() throws Exception {
        for (int i = 0; i < 4; i++) {
            pacer.enter(ACCOUNT);
        }
        long start = System.nanoTime();

        assertThat(pacer.enter(ACCOUNT, Instant.now().plusMillis(80))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(70), Duration.ofSeconds(5));
    }

    @Test
    void turnEndsOnce() throws Exception {
        var turn = pacer.enter(ACCOUNT);
        turn.end(new Sign.Broken());
        turn.end(new Throttled(null, null));
        turn.close();

        assertThat(pacer.snapshot(ACCOUNT).window()).isEqualTo(4);
    }

    @Test
    void whatAnotherWorkerLearnedIsTakenOver() throws Exception {
        var another = new Pacer(InstantSource.system(), new Pacer.Settings(4, 0.5, 2));
        another.enter(ACCOUNT).end(new Throttled(Instant.now().plusSeconds(60), null));

        pacer.adopt(ACCOUNT, another.snapshot(ACCOUNT), 2);

        assertThat(pacer.enter(ACCOUNT, Instant.now().plusMillis(20))).isEmpty();
        assertThat(pacer.snapshot(ACCOUNT)).isEqualTo(another.snapshot(ACCOUNT));
        assertThat(pacer.snapshots()).containsKey(ACCOUNT);
    }

    @Test
    void adoptedRoomWakesWhoWaits() throws Exception {
        for (int i = 0; i < 4; i++) {
            pacer.enter(ACCOUNT);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> pacer.enter(ACCOUNT));
            Thread.sleep(50);
            pacer.adopt(ACCOUNT, Limit.starting(10), 1);

            assertThat(waiting.get(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void retriesRunOut() throws Exception {
        assertThat(pacer.retry(ACCOUNT)).isTrue();
        assertThat(pacer.retry(ACCOUNT)).isTrue();
        assertThat(pacer.retry(ACCOUNT)).isFalse();
        pacer.enter(ACCOUNT).close();
        pacer.enter(ACCOUNT).close();
        assertThat(pacer.retry(ACCOUNT)).isTrue();
    }

    @Test
    void loadOfAProviderIsThatOfItsAccounts() throws Exception {
        pacer.enter(ACCOUNT).end(new Throttled(null, null));
        pacer.enter(OTHER).end(new Throttled(null, null));
        pacer.enter(OTHER).end(new Fine(null));
        pacer.retry(ACCOUNT);
        try (var underWay = pacer.enter(OTHER)) {
            assertThat(pacer.load("openai")).isEqualTo(new Load(1, 0, 2, 1));
        }
        assertThat(pacer.load("openai")).isEqualTo(new Load(0, 0, 2, 1));
        assertThat(pacer.load("anthropic")).isEqualTo(Load.NONE);
    }

    @Test
    void accountGivesNoKeyAway() {
        assertThat(ACCOUNT.toString()).doesNotContain("secret");
        assertThat(ACCOUNT).isNotEqualTo(OTHER).isEqualTo(Account.of("openai", "https://api.example", "sk-secret"));
        assertThat(Account.of("openai", "x", null).keyPrint()).isEqualTo("none");
    }
}
