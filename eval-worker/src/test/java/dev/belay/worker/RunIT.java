package dev.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.RunControlEvent.RunCancelled;
import dev.belay.contracts.run.RunControlEvent.RunExtended;
import dev.belay.contracts.run.RunControlEvent.RunPaused;
import dev.belay.contracts.run.RunControlEvent.RunResumed;
import dev.belay.contracts.run.RunControlEvent.RunRetried;
import dev.belay.worker.stack.FakeAddresses;
import dev.belay.worker.stack.OnTheRealStack;
import dev.belay.worker.stack.RunSetting;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunIT extends OnTheRealStack {

    private static final int WINDOW = Integer.parseInt(FakeAddresses.WINDOW);

    @Test
    void aRunOfFiftyCasesCompletesWithOneCallEach() {
        var run = setting.open("fifty", 50, "5.00");

        var results = setting.resultsOf(run, 50);

        assertThat(results).extracting(result -> result.data().outcome()).containsOnly(Outcome.PASSED);
        assertThat(results).extracting(EventEnvelope::id).doesNotHaveDuplicates();
        assertThat(results).allSatisfy(result -> {
            assertThat(result.data().paid()).isTrue();
            assertThat(result.data().costUsd()).isEqualByComparingTo("0.000056");
        });
        assertThat(setting.model().asked()).hasSize(50).doesNotHaveDuplicates();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.stateOf(run)).isEqualTo("finished"));
    }

    @Test
    void aRunOfMoreCasesThanAPageHoldsIsWhole() {
        var results = setting.resultsOf(setting.open("pages", 700, "5.00"), 700);

        assertThat(results).extracting(result -> result.data().outcome()).containsOnly(Outcome.PASSED);
        assertThat(results).extracting(result -> result.data().caseId()).doesNotHaveDuplicates();
    }

    @Test
    void aRunThatHadEndedGoesOnWithWhatItIsExtendedBy() throws Exception {
        setting.publishDocuments(4);
        var opened = setting.opened("extended", 4, "5.00");
        setting.topics().send("open-" + opened.run(), opened);
        setting.resultsOf(opened.run(), 4);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.stateOf(opened.run())).isEqualTo("finished"));

        var extended = new RunExtended(opened.run(), opened, 2, List.of("case-1", "case-3"), 3);
        setting.topics().send("extend-" + opened.run(), extended);
        setting.topics().send("extend-again-" + opened.run(), extended);

        var results = setting.resultsOf(opened.run(), 8);
        assertThat(results)
                .extracting(EventEnvelope::id)
                .doesNotHaveDuplicates()
                .hasSize(8);
        assertThat(results)
                .filteredOn(result -> result.data().sample() > 0)
                .extracting(
                        result -> result.data().caseId() + "/" + result.data().sample())
                .containsExactlyInAnyOrder("case-1/1", "case-1/2", "case-3/1", "case-3/2");
        assertThat(setting.model().asked())
                .as("each sample is a call of its own")
                .hasSize(8);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.stateOf(opened.run())).isEqualTo("finished"));
    }

    @Test
    void whatIsPausedAsksNobodyUntilItIsResumed() throws Exception {
        var mayReply = new CountDownLatch(1);
        setting.model().replies(message -> RunSetting.awaited(mayReply));
        int cases = 3 * WINDOW;
        var run = setting.open("paused", cases, "5.00");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.model().asked()).isNotEmpty());

        setting.topics().send("pause-" + run, new RunPaused(run, "ops@care.example", "the model is down"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.tasksInState(run, "issued"))
                        .isEqualTo(setting.model().asked().size()));
        int underWay = setting.model().asked().size();
        mayReply.countDown();

        assertThat(setting.resultsOf(run, underWay)).hasSize(underWay);
        Thread.sleep(1500);
        assertThat(setting.model().asked()).hasSize(underWay);
        assertThat(setting.stateOf(run)).isEqualTo("open");

        var deadline = Instant.now().plus(Duration.ofMinutes(30));
        setting.topics().send("resume-" + run, new RunResumed(run, deadline));
        assertThat(setting.resultsOf(run, cases)).hasSize(cases);
        assertThat(setting.model().asked()).hasSize(cases).doesNotHaveDuplicates();
    }

    @Test
    void theSameRequestsInAnotherRunArePaidOnce() {
        var first = setting.resultsOf(setting.open("first", 10, "5.00"), 10);

        var second = setting.resultsOf(setting.open("second", 10, "5.00"), 10);

        assertThat(setting.model().asked()).hasSize(10);
        assertThat(second).extracting(result -> result.data().paid()).containsOnly(false);
        assertThat(latencies(second)).isEqualTo(latencies(first));
    }

    @Test
    void aTaskDeliveredTwiceHasOneCallAndOneResult() {
        var mayReply = new CountDownLatch(1);
        setting.model().replies(message -> RunSetting.awaited(mayReply));
        var run = setting.open("twice", 1, "5.00");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.model().asked()).hasSize(1));
        var task = setting.tasksOf(run).getFirst();

        setting.topics().send(task.task().value() + "/2", task);
        setting.topics().send(task.task().value() + "/3", task);
        mayReply.countDown();

        setting.resultsOf(run, 1);
        setting.topics().send(task.task().value() + "/4", task);
        setting.resultsOf(setting.open("after", 3, "5.00"), 3);
        assertThat(setting.resultsOf(run, 1)).hasSize(1);
        assertThat(setting.model().asked()).hasSize(3);
    }

    @Test
    void theBudgetBindsBeforeTheCall() {
        var results = setting.resultsOf(setting.open("poor", 5, "0.000001"), 5);

        assertThat(results).extracting(result -> result.data().outcome()).containsOnly(Outcome.ERROR);
        assertThat(results).extracting(result -> result.data().error().kind()).containsOnly("budget");
        assertThat(setting.model().asked()).isEmpty();
    }

    @Test
    void aRetryAsksOnlyForWhatErroredAndWithTheNewBudget() {
        // Enough for some of five calls, each of which reserves 0.000169 and costs 0.000056.
        var run = setting.open("retried", 5, "0.000300");
        var first = setting.resultsOf(run, 5);
        var errors = first.stream()
                .filter(result -> result.data().outcome() == Outcome.ERROR)
                .toList();
        assertThat(errors)
                .hasSizeBetween(1, 4)
                .extracting(result -> result.data().error().kind())
                .containsOnly("budget");
        int paid = setting.model().asked().size();
        assertThat(paid).isEqualTo(5 - errors.size());

        var retried =
                new RunRetried(run, 1, new BigDecimal("5.00"), Instant.now().plus(Duration.ofMinutes(30)));
        setting.topics().send("retry-" + run, retried);
        setting.topics().send("retry-again-" + run, retried);

        var all = setting.resultsOf(run, 5 + errors.size());
        assertThat(all).hasSize(5 + errors.size());
        assertThat(all.subList(5, all.size()))
                .extracting(result -> result.data().task())
                .containsExactlyInAnyOrderElementsOf(
                        errors.stream().map(result -> result.data().task()).toList());
        assertThat(all.subList(5, all.size()))
                .extracting(result -> result.data().outcome())
                .containsOnly(Outcome.PASSED);
        assertThat(setting.model().asked()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aCancelledRunStops() throws Exception {
        var mayReply = new CountDownLatch(1);
        setting.model().replies(message -> RunSetting.awaited(mayReply));
        var run = setting.open("cancelled", 100, "5.00");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.model().asked()).hasSize(WINDOW));

        setting.topics().send("cancel-" + run, new RunCancelled(run, "withdrawn"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.stateOf(run)).isEqualTo("cancelled"));
        mayReply.countDown();
        assertThat(setting.resultsOf(run, WINDOW))
                .as("what was under way still finishes")
                .hasSize(WINDOW);
        Thread.sleep(1000);
        assertThat(setting.tasksOf(run)).hasSize(WINDOW);
        assertThat(setting.model().asked()).hasSize(WINDOW);
    }

    @Test
    void aCancellationThatOvertookItsRunStopsIt() {
        // A run that is over before the parked cancellation is handed on would have nothing left to stop.
        var mayReply = new CountDownLatch(1);
        setting.model().replies(message -> RunSetting.awaited(mayReply));
        setting.publishDocuments(2);
        var opened = setting.opened("overtaken", 2, "5.00");

        setting.topics().send("cancel-" + opened.run(), new RunCancelled(opened.run(), "withdrawn"));
        setting.topics().send("open-" + opened.run(), opened);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.stateOf(opened.run())).isEqualTo("cancelled"));
        mayReply.countDown();
    }

    private static Map<String, Long> latencies(List<EventEnvelope<CaseEvaluated>> results) {
        return results.stream()
                .collect(Collectors.toMap(
                        result -> result.data().caseId(),
                        result -> result.data().latencyMs()));
    }
}
