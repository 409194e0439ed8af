package dev.belay.worker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.worker.stack.FakeAddresses;
import dev.belay.worker.stack.OnTheRealStack;
import dev.belay.worker.stack.RunSetting;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What operators and autoscalers read of a worker, with no label that grows with the number of prompts. */
@QuarkusTest
class MetricsIT extends OnTheRealStack {

    private static final int WINDOW = Integer.parseInt(FakeAddresses.WINDOW);
    private static final String OPENAI = "provider=\"openai\"";

    @Test
    void aRunUnderWayShowsWhatIsDoneAndWhatIsLeft() {
        var mayReply = new CountDownLatch(1);
        setting.model().replies(message -> RunSetting.awaited(mayReply));
        var run = setting.open("watched", 3 * WINDOW, "5.00");

        await().atMost(PATIENCE).untilAsserted(() -> {
            var metrics = metrics();
            assertThat(value(metrics, "belay_worker_provider_under_way", OPENAI))
                    .isEqualTo(WINDOW);
            assertThat(value(metrics, "belay_worker_slots_used")).isEqualTo(WINDOW);
            assertThat(value(metrics, "belay_worker_tasks", "state=\"issued\"")).isEqualTo(WINDOW);
            assertThat(value(metrics, "belay_worker_tasks", "state=\"pending\""))
                    .isEqualTo(2 * WINDOW);
            assertThat(value(metrics, "belay_worker_runs")).isEqualTo(1);
        });
        assertThat(value(metrics(), "belay_worker_slots")).isEqualTo(32);

        mayReply.countDown();
        setting.resultsOf(run, 3 * WINDOW);
        await().atMost(PATIENCE).untilAsserted(() -> {
            var metrics = metrics();
            assertThat(value(metrics, "belay_worker_runs")).isZero();
            assertThat(value(metrics, "belay_worker_tasks", "state=\"issued\"")).isZero();
            assertThat(value(metrics, "belay_worker_tasks", "state=\"pending\""))
                    .isZero();
            assertThat(value(metrics, "belay_worker_slots_used")).isZero();
        });
    }

    @Test
    void callsThatWereThrottledAndRepliesThatWereThereAreCounted() {
        var before = metrics();
        setting.model().answersWithStatus(message -> message.contains("case 0") ? 429 : 200);
        setting.resultsOf(setting.open("throttled", 3, "5.00"), 3);
        setting.model().answersWithStatus(message -> 200);
        setting.resultsOf(setting.open("again", 3, "5.00"), 3);

        var after = metrics();
        assertThat(increase(before, after, "belay_worker_provider_throttled_total", OPENAI))
                .isEqualTo(1);
        assertThat(increase(before, after, "belay_worker_provider_calls_total")).isEqualTo(4);
        assertThat(increase(before, after, "belay_worker_provider_latency_seconds_count"))
                .isEqualTo(4);
        assertThat(increase(before, after, "belay_worker_ledger_hits_total")).isEqualTo(2);
        assertThat(increase(before, after, "belay_worker_faults_total", "kind=\"rate-limited\""))
                .isEqualTo(1);
    }

    /** The Kafka clients' own metrics, which the service does nothing for. */
    @Test
    void theLagOfEachTopicThatIsConsumedIsShown() {
        setting.resultsOf(setting.open("lag", 3, "5.00"), 3);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics())
                        .containsPattern("kafka_consumer_fetch_manager_records_lag\\{[^}]*topic=\"belay.eval-tasks\"")
                        .containsPattern(
                                "kafka_consumer_fetch_manager_records_lag\\{[^}]*topic=\"belay.run-control\""));
    }

    private static String metrics() {
        return given().accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static double increase(String before, String after, String metric, String... labels) {
        return value(after, metric, labels) - value(before, metric, labels);
    }

    /** 0 where it was never set. */
    private static double value(String metrics, String metric, String... labels) {
        return metrics.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .filter(line -> labels.length == 0 || line.contains(labels[0]))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
