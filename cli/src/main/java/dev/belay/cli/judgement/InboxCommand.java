package dev.belay.cli.judgement;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Waiting;
import dev.belay.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "inbox",
        header = "What waits for whom, longest first.",
        description = {
            "",
            "Changes of your teams that are evaluated and wait for a person: a review, a sign-off, a trade-off, or",
            "something that would settle what is inconclusive. Yours come first."
        },
        footer = {"", "Examples:", "  belay inbox --as pm", "  belay inbox --mine --output json"})
public final class InboxCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Option(names = "--mine", description = "Only what you may do something about.")
    private boolean mine;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var waiting = belay.client().judgements().inbox().stream()
                .filter(each -> !mine || each.forMe())
                .sorted((a, b) -> Boolean.compare(b.forMe(), a.forMe()))
                .toList();
        terminal.result(waiting, () -> print(waiting, terminal));
        return ExitCode.OK;
    }

    private static void print(List<Waiting> waiting, Terminal terminal) {
        if (waiting.isEmpty()) {
            terminal.say("nothing waits");
        }
        for (var each : waiting) {
            terminal.say((each.forMe() ? terminal.yellow("● ") : terminal.dim("○ "))
                    + terminal.bold(each.prompt() + "  " + each.message())
                    + terminal.dim("  " + each.change() + ", by " + String.join(", ", each.authors()) + ", waits "
                            + age(each.since())));
            each.needs().forEach(need -> terminal.say("    " + need.says()));
            terminal.say("    → " + each.waitsFor());
            if (each.forMe()) {
                terminal.say("    " + terminal.bold(next(each)));
            }
        }
    }

    private static String next(Waiting waiting) {
        for (var need : waiting.needs()) {
            switch (need.outcome()) {
                case NEEDS_REVIEW -> {
                    return "belay review " + waiting.change();
                }
                case NEEDS_TRADE_OFF -> {
                    return "belay trade-off " + waiting.change() + " --accept|--refuse --ceiling " + need.criterion()
                            + " --reason …";
                }
                case NEEDS_SIGN_OFF -> {
                    return "belay sign-off " + waiting.change();
                }
                case PASSED, FAILED, INCONCLUSIVE, WAITING, NOT_APPLICABLE -> {}
            }
        }
        return "belay show " + waiting.change();
    }

    private static String age(Instant since) {
        var age = Duration.between(since, Instant.now());
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        return age.toHours() > 0 ? age.toHours() + " h" : Math.max(0, age.toMinutes()) + " min";
    }
}
