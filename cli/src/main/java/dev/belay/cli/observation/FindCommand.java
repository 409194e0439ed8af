package dev.belay.cli.observation;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Observation;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "find",
        header = "Search what applications got in the last days.",
        description = {"", "Outputs are kept for 7 days. Upper and lower case do not matter."},
        footer = {
            "",
            "Examples:",
            "  belay find ibuprofen                         who told a patient that, and which version",
            "  belay find \"take two\" --prompt care/visit-summary --since 6h",
            "  belay find --violating                       every output that violates a must-not",
            "",
            "Exit codes: 0 found, 1 nothing."
        })
public final class FindCommand implements Callable<Integer> {

    private static final int SHOWN = 160;

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "TEXT", arity = "0..1", description = "What the output contains.")
    private @Nullable String text;

    @Option(names = "--prompt", paramLabel = "PROMPT", description = "Of one prompt only.")
    private @Nullable PromptName prompt;

    @Option(names = "--violating", description = "Only what violates a must-not.")
    private boolean violating;

    @Option(names = "--since", paramLabel = "WHEN", description = "How far back: 45m, 24h, 7d.")
    private @Nullable String since;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() {
        if (text == null && !violating) {
            throw CliFailure.usage("TEXT or --violating (expected: one of them, or both)", "belay find --help");
        }
        var found = belay.client().observations().find(text, prompt, violating, from(), limit);
        var terminal = belay.terminal();
        terminal.result(found, () -> print(found, terminal));
        return found.isEmpty() ? ExitCode.REJECTED : ExitCode.OK;
    }

    private @Nullable Instant from() {
        if (since == null) {
            return null;
        }
        return Instant.now()
                .minus(LivePolicy.span(since)
                        .orElseThrow(() -> CliFailure.usage(
                                "--since: \"" + since + "\" (expected: like 45m, 24h or 7d)", "belay find --help")));
    }

    private static void print(List<Observation> found, Terminal terminal) {
        if (found.isEmpty()) {
            terminal.say("Nothing was found in what applications got in the last days.");
        }
        for (var one : found) {
            terminal.say(terminal.bold(one.prompt()) + " in " + one.environment() + "  "
                    + (one.number() == null ? "never live: " + one.version().brief() : "deployment " + one.number())
                    + "  " + LocalTime.of(one.observedAt()) + "  from " + one.source());
            if (!one.violated().isEmpty()) {
                terminal.say("  " + terminal.red("✗ violates ") + String.join(", ", one.violated()));
            }
            if (!one.unjudged().isEmpty()) {
                terminal.say("  " + terminal.yellow("? not judged: ") + String.join(", ", one.unjudged()));
            }
            var output = one.output().replaceAll("\\p{Cntrl}+", " ");
            terminal.say("  " + (output.length() > SHOWN ? output.substring(0, SHOWN) + "…" : output));
        }
    }
}
