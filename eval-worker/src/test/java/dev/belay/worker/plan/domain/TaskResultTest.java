package dev.belay.worker.plan.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.CaseEvaluated.Fault;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskResultTest {

    private static final EvalTask TASK = new EvalTask(
            Digest.of("task"),
            "ch-1.1",
            "care/visit-summary",
            Subject.CANDIDATE,
            Digest.of("version"),
            Digest.of("criteria"),
            Digest.of("suite"),
            "case-1",
            1,
            0,
            1);

    @ParameterizedTest
    @CsvSource({"PASSED, 0, ''", "FAILED, 0, ''", "PASSED, 2, ''", "ERROR, 0, /error", "ERROR, 2, /error/2"})
    void aMeasuredResultIsNeverTakenForTheDuplicateOfAnErrorNorOneErrorForAnEarlierOnes(
            Outcome outcome, int retry, String suffix) {
        var result = new CaseEvaluated(
                TASK.task(),
                TASK.run(),
                TASK.prompt(),
                TASK.subject(),
                TASK.caseId(),
                TASK.sample(),
                outcome,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false);

        assertThat(TaskResult.eventId(result, retry)).isEqualTo(TASK.task().value() + suffix);
    }

    @Test
    void anErrorNamesItsTaskAndSaysWhy() {
        var fault = new Fault("lost", "issued 5 times");

        var error = TaskResult.error(TASK, fault);

        assertThat(error.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(error.error()).isEqualTo(fault);
        assertThat(error.task()).isEqualTo(TASK.task());
        assertThat(error.key()).isEqualTo("ch-1.1");
        assertThat(error.completion()).isNull();
    }

    @Test
    void theIdOfAnIssueTellsItsTask() {
        var id = TaskIssue.eventId(TASK.task(), 3);

        assertThat(id).isEqualTo(TASK.task().value() + "/3");
        assertThat(TaskIssue.taskOf(id)).contains(TASK.task());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "b7a1c2", "sha256:zz/1", "3f0c5d3e-7f0b-4c5e-9f63-8f2d7c1b2a10"})
    void anIdOfAnotherFormTellsNoTask(String id) {
        assertThat(TaskIssue.taskOf(id)).isEmpty();
    }
}
