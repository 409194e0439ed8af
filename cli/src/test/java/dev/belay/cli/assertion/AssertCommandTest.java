package dev.belay.cli.assertion;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.provider.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssertCommandTest {

    private static final String LINES = """
            {"id":"a","type":"contains","config":{"value":"lo"},"output":"hello"}
            not json at all
            {"id":"b","type":"no-such-type","config":{},"output":"x"}

            {"id":"c","type":"not-contains","config":{"value":"lo"},"output":"hello"}
            """;

    @Test
    void everyLineIsAnsweredWithOneLine() throws Exception {
        var typed = belay(Map.of(), LINES, "assert", "--file", "-", "--output", "json");

        assertThat(typed.exitCode()).isZero();
        var answers = typed.out().lines().toList();
        assertThat(answers).hasSize(5);
        assertThat(EventJson.mapper().readTree(answers.getFirst()).path("pass").asBoolean())
                .isTrue();
        assertThat(EventJson.mapper().readTree(answers.get(1)).path("error").asText())
                .contains("not JSON");
        assertThat(EventJson.mapper().readTree(answers.get(2)).path("error").asText())
                .contains("no-such-type");
        assertThat(EventJson.mapper().readTree(answers.get(4)).path("pass").asBoolean())
                .isFalse();
    }

    @Test
    void graderAnswersModelGradedTypes(@TempDir Path folder) throws Exception {
        var line =
                "{\"id\":\"r\",\"type\":\"llm-rubric\",\"config\":{\"value\":\"is kind\"},\"output\":\"Dear you\"}\n";
        var asked = new Recording(null, List.of(), null, null, null, "", null, null, null, null, null, null);
        var recordings = Files.writeString(folder.resolve("replies.jsonl"), asked.line());
        var environment = Map.of("BELAY_REPLAY", recordings.toString());

        var unjudged = belay(Map.of(), line, "assert", "--file", "-", "--output", "json");
        var judged =
                belay(environment, line, "assert", "--file", "-", "--grader", "openai:judge-1", "--output", "json");

        assertThat(EventJson.mapper().readTree(unjudged.out()).path("error").asText())
                .contains("--grader");
        assertThat(EventJson.mapper().readTree(judged.out()).path("error").asText())
                .as("the judge was asked, and nothing is recorded of it")
                .contains("the judge gave no reply", "judge-1");
    }

    @Test
    void graderThatIsNotThereIsAUsageError() {
        var typed = belay("assert", "--file", "/dev/null", "--grader", "claude:x");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("did you mean \"anthropic\"?");
    }

    @Test
    void fileThatIsMissingIsAUsageError() {
        assertThat(belay("assert", "--file", "/no/such/file").exitCode()).isEqualTo(2);
    }
}
