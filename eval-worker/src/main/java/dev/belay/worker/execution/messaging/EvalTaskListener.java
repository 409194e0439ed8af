package dev.belay.worker.execution.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.outbox.Inbox;
import dev.belay.worker.execution.ExecutionConfig;
import dev.belay.worker.execution.Executor;
import dev.belay.worker.plan.domain.TaskIssue;
import dev.belay.worker.plan.domain.TaskResult;
import dev.belay.worker.plan.store.TaskStore;
import dev.belay.worker.plan.store.TaskStore.Finished;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes tasks in any order, as many at once as there are slots. Records come and are acknowledged in batches, since what the
 * delivery of one alone costs is more than its evaluation; the next batch is started while tasks of earlier ones are
 * still under way. A batch is acknowledged when every result of it is committed; delivered again, its tasks are done
 * already and nothing happens.
 */
@ApplicationScoped
public class EvalTaskListener {

    private static final EventCodec<EvalTask> CODEC = EventCodec.of(EvalTask.class);

    /** Of a service that stops: a call that is cut off is paid and lost. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(20);

    private static final Logger LOG = Logger.getLogger(EvalTaskListener.class);

    private final Inbox inbox;
    private final Executor executor;
    private final TaskStore tasks;
    private final int slots;
    private final Semaphore free;
    private volatile boolean stopping;

    EvalTaskListener(Inbox inbox, Executor executor, TaskStore tasks, ExecutionConfig config) {
        this.inbox = inbox;
        this.executor = executor;
        this.tasks = tasks;
        this.slots = config.slots();
        this.free = new Semaphore(slots);
    }

    /** Blocks until each record of the batch has its slot, and so until there is room for the next batch. */
    @Incoming("eval-tasks-in")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @Blocking
    CompletionStage<Void> on(KafkaRecordBatch<String, byte[]> batch) throws InterruptedException {
        ConsumerRecords<String, byte[]> records = recordsOf(batch);
        var open = new AtomicInteger(records.count());
        for (var issued : records) {
            free.acquire();
            if (stopping) {
                free.release();
                break;
            }
            Thread.ofVirtual().name("eval-task").start(() -> {
                try {
                    execute(issued);
                    if (open.decrementAndGet() == 0) {
                        batch.ack();
                    }
                } finally {
                    free.release();
                }
            });
        }
        return CompletableFuture.completedFuture(null);
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecords<String, byte[]> recordsOf(KafkaRecordBatch<String, byte[]> batch) {
        return batch.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow()
                .getRecords();
    }

    /** What is not done, or not acknowledged, is delivered to another. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        stopping = true;
        if (!free.tryAcquire(slots, LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("stopped with %d calls under way", slots - free.availablePermits());
        }
    }

    private void execute(ConsumerRecord<String, byte[]> issued) {
        inbox.receiveUnclaimed(
                issued,
                CODEC,
                received ->
                        executor.execute(received.data(), received.envelope().traceparent()),
                this::publishError);
    }

    /** A task that became a dead letter still gets a result, so that its run ends. */
    private void publishError(ConsumerRecord<String, byte[]> issued, String reason) {
        taskOf(issued)
                .flatMap(tasks::find)
                .ifPresent(task -> tasks.finish(
                        List.of(new Finished(TaskResult.error(task, new Fault("dead-letter", reason)), null))));
    }

    private static Optional<Digest> taskOf(ConsumerRecord<String, byte[]> issued) {
        var id = issued.headers().lastHeader("ce_id");
        var byId = id == null
                ? Optional.<Digest>empty()
                : TaskIssue.taskOf(new String(id.value(), StandardCharsets.UTF_8));
        return byId.or(() -> taskIn(issued.value()));
    }

    private static Optional<Digest> taskIn(byte[] body) {
        try {
            JsonNode json = body == null ? null : EventJson.mapper().readTree(body);
            return json == null || !json.path("task").isTextual()
                    ? Optional.empty()
                    : Optional.of(new Digest(json.path("task").textValue()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
