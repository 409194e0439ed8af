package dev.belay.cli;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

    static Stream<String> commands() {
        return Stream.of(
                "up",
                "down",
                "status",
                "demo",
                "selftest",
                "init",
                "pull",
                "publish",
                "criteria",
                "rescore",
                "eval",
                "import",
                "watch",
                "retry",
                "pause",
                "resume",
                "diff",
                "show",
                "log",
                "live",
                "sinks",
                "rollback",
                "verify",
                "audit",
                "retire",
                "keys",
                "notify",
                "webhook",
                "assert",
                "completion");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfEveryCommandHasAnExample(String command) {
        var typed = belay(command, "--help");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("Usage: belay " + command, "Example", "--output");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpListsEveryCommand(String command) {
        assertThat(belay("--help").out()).contains("  " + command + " ");
    }

    @Test
    void helpNamesTheExitCodes() {
        assertThat(belay().out()).contains("0  approved", "1  rejected", "4  undecided");
    }

    @Test
    void slipIsAnsweredWithWhatWasMeant() {
        var typed = belay("publsh", "x");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("belay publish");
    }

    @Test
    void wrongUsageIsJsonWhereJsonIsAskedFor() {
        var typed = belay("live", "no-team", "--output", "json");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.json().path("error").path("message").asText()).contains("team/name");
    }

    @Test
    void completionIsAScriptOfEveryCommand() {
        assertThat(belay("completion").out()).startsWith("#!").contains("publish", "rollback", "complete -F");
    }
}
