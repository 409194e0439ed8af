package dev.belay.cli.assertion;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.event.EventJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void fileThatIsMissingIsAUsageError() {
        assertThat(belay("assert", "--file", "/no/such/file").exitCode()).isEqualTo(2);
    }
}
