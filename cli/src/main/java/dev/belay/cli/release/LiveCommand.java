package dev.belay.cli.release;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Live;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Refused;
import dev.belay.cli.api.Serving;
import dev.belay.cli.api.Unreachable;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "live",
        header = "Show the version that applications get now, and who serves it.",
        footer = {
            "",
            "Examples:",
            "  belay live care/visit-summary",
            "  belay live care/visit-summary --output json    with the whole document",
            "",
            "Applications read the same with  GET $BELAY_URL/v1/live/care/visit-summary",
            "Exit code: 2 when nothing is live."
        })
public final class LiveCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", description = "team/name")
    private PromptName prompt;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = Environment.DEFAULT,
            description = "Default: ${DEFAULT-VALUE}.")
    private String environment;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var live = belay.client()
                .live(prompt, environment)
                .orElseThrow(() -> CliFailure.usage(
                        "nothing of " + prompt + " is live in " + environment,
                        "`belay show " + prompt + "` says whether it is known and what its changes wait for."));
        var serving = serving();
        terminal.result(new Shown(live, serving), () -> {
            print(live, terminal);
            if (serving != null) {
                new ServingText(terminal, Instant.now()).print(serving);
            }
            keptBack(terminal);
        });
        return ExitCode.OK;
    }

    /** @param serving absent for whoever may not read it, as an application */
    record Shown(@JsonUnwrapped Live live, @Nullable Serving serving) {}

    private @Nullable Serving serving() {
        try {
            return belay.client().serving(prompt, environment).orElse(null);
        } catch (Refused | Unreachable e) {
            return null;
        }
    }

    /** What is live is told all the same where the gate cannot be asked, or does not tell an application. */
    private void keptBack(Terminal terminal) {
        try {
            belay.client().closures().stream()
                    .filter(closure -> closure.prompt().equals(prompt.value()))
                    .forEach(closure -> terminal.say(terminal.yellow("  Nothing else is promoted: ") + closure.why()
                            + "  (belay resume " + prompt + " --reason TEXT)"));
        } catch (Refused | Unreachable e) {
            terminal.say(terminal.dim("  (whether it is closed or frozen is not known: " + e.getMessage() + ")"));
        }
    }

    private static void print(Live live, Terminal terminal) {
        terminal.say(terminal.bold(live.prompt() + " " + live.version()) + " is live in " + live.environment());
        terminal.say("  deployment  " + live.number()
                + (live.kind() == null ? "" : " (" + live.kind() + ")")
                + (live.since() == null ? "" : "  since " + LocalTime.of(live.since())));
        terminal.say("  digest      " + live.version().digest());
        if (live.content() == null) {
            return;
        }
        var model = live.content().path("model");
        var provider = model.path("provider").asText();
        terminal.say("  model       " + provider + ":" + model.path("name").asText()
                + (provider.equals("simulated") ? terminal.yellow("  (simulated: no real model)") : ""));
        for (var message : live.content().path("messages")) {
            terminal.say("  " + terminal.dim(message.path("role").asText()));
            for (var said : List.of(message.path("content"), message.path("toolCalls"))) {
                var text = said.isContainerNode() ? said.toString() : said.asText();
                text.lines().forEach(line -> terminal.say("    " + line));
            }
        }
    }
}
