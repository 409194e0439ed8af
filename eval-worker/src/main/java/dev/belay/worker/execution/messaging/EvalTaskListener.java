package dev.belay.worker.execution.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.EvalTask;
import dev.belay.outbox.Inbox;
import dev.belay.worker.execution.Executor;
import dev.belay.worker.plan.domain.TaskIssue;
import dev.belay.worker.plan.domain.TaskResult;
import dev.belay.worker.plan.store.TaskStore;
import dev.belay.worker.plan.store.TaskStore.Finished;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes tasks in any order, as many at once as there are slots. A record is acknowledged when its method returns, and
 * so after its result is committed; delivered again, its task is done already and nothing happens.
 */
@ApplicationScoped
public class EvalTaskListener {

    private static final EventCodec<EvalTask> CODEC = EventCodec.of(EvalTask.class);

    private final Inbox inbox;
    private final Executor executor;
    private final TaskStore tasks;

    EvalTaskListener(Inbox inbox, Executor executor, TaskStore tasks) {
        this.inbox = inbox;
        this.executor = executor;
        this.tasks = tasks;
    }

    @Incoming("eval-tasks-in")
    @RunOnVirtualThread
    @Blocking("eval-tasks")
    void on(ConsumerRecord<String, byte[]> issued) {
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
