package dev.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.local.stack.TestStack;
import dev.belay.worker.stack.OnTheRealStack;
import dev.belay.worker.stack.RunSetting;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RunFaultsIT extends OnTheRealStack {

    @Test
    void aPoisonTaskIsADeadLetterAndTheRestGoesOn() {
        var mayReply = new CountDownLatch(1);
        setting.model().replies(message -> RunSetting.awaited(mayReply));
        var run = setting.open("poison", 1, "5.00");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.tasksOf(run)).hasSize(1));
        var task = setting.tasksOf(run).getFirst();
        var headers = new HashMap<>(EventCodec.encode(EventEnvelope.of("any", "/test", Instant.now(), task))
                .headers());

        headers.put("ce_id", task.task().value() + "/2");
        setting.topics().send("belay.eval-tasks", task.key(), headers, "{\"task\":".getBytes(StandardCharsets.UTF_8));

        var error = setting.resultsOf(run, 1).getFirst().data();
        assertThat(error.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(error.error().kind()).isEqualTo("dead-letter");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(setting.deadLetters()).contains(task.task().value() + "/2"));

        mayReply.countDown();
        assertThat(setting.resultsOf(run, 2).getLast().data().outcome())
                .as("the call under way replaces the error")
                .isEqualTo(Outcome.PASSED);
    }

    @Test
    void aReplyIsNotPaidAgainBecauseTheDatabaseWasAway() throws Exception {
        var mayReply = new CountDownLatch(1);
        setting.model().replies(message -> RunSetting.awaited(mayReply));
        var run = setting.open("outage", 1, "5.00");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.model().asked()).hasSize(1));

        TestStack.shared().stopPostgres();
        mayReply.countDown();
        Thread.sleep(2000);
        TestStack.shared().startPostgres();

        var result = setting.resultsOf(run, 1).getFirst().data();
        assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.paid()).isTrue();
        assertThat(setting.model().asked()).hasSize(1);
    }

    @Test
    void aTaskThatNobodyIssuedIsADeadLetter() {
        var stray = RunSetting.planned(setting.opened("stray", 1, "5.00"), setting.suite(1))
                .getFirst();

        setting.topics().send(stray.task().value() + "/1", stray);

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(setting.deadLetters()).contains(stray.task().value() + "/1"));
        assertThat(setting.model().asked()).isEmpty();
    }

    @Test
    void aRegistryThatIsAwayIsWaitedFor() throws Exception {
        setting.stopRegistry();
        var absent = setting.opened("later", 3, "5.00");
        setting.topics().send("open-" + absent.run(), absent);
        Thread.sleep(1500);
        assertThat(setting.stateOf(absent.run())).isEqualTo("unknown");

        setting.startRegistry();
        setting.publishDocuments(3);

        assertThat(setting.resultsOf(absent.run(), 3))
                .extracting(result -> result.data().outcome())
                .containsOnly(Outcome.PASSED);
    }

    @Test
    void whatNoModelAnswersIsAnErrorOfItsKind() {
        setting.model().answersWithStatus(message -> message.contains("case 0") ? 500 : 200);

        var byCase = setting.resultsOf(setting.open("faulty", 3, "5.00"), 3).stream()
                .map(EventEnvelope::data)
                .collect(Collectors.toMap(CaseEvaluated::caseId, result -> result));

        assertThat(byCase.get("case-0").outcome()).isEqualTo(Outcome.ERROR);
        assertThat(byCase.get("case-0").error().kind()).isEqualTo("server-error");
        assertThat(byCase.get("case-1").outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void aTaskThatNobodyAnswersIsLostAndItsRunEnds() throws Exception {
        var opened = setting.opened("lost", 1, "5.00");
        var task = RunSetting.planned(opened, setting.suite(1)).getFirst();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        WITH opened AS (
                            INSERT INTO run (run, prompt, criteria, suite, epoch, deadline)
                            VALUES (?, ?, ?, ?, 1, now() + interval '1 hour') RETURNING run)
                        INSERT INTO task (task, run, position, subject, version, case_id, sample, state, issues, issued_at)
                        SELECT ?, run, 0, 'CANDIDATE', ?, ?, 0, 'issued', 5, now() - interval '1 hour' FROM opened""")) {
            insert.setString(1, opened.run());
            insert.setString(2, opened.prompt());
            insert.setString(3, opened.criteria().value());
            insert.setString(4, opened.suite().value());
            insert.setString(5, task.task().value());
            insert.setString(6, task.version().value());
            insert.setString(7, task.caseId());
            insert.executeUpdate();
        }

        var result = setting.resultsOf(opened.run(), 1).getFirst().data();
        assertThat(result.error().kind()).isEqualTo("lost");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(setting.stateOf(opened.run())).isEqualTo("finished"));
    }
}
