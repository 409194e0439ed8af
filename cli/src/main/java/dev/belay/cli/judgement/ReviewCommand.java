package dev.belay.cli.judgement;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.ReviewResult;
import dev.belay.cli.api.ReviewSheet.Verdict;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "review",
        header = "Judge a sample of a change's outputs, each beside what is live.",
        description = {
            "",
            "Pairs of outputs for one input, in an order and on sides by lot: which of the two is new is not said. Some",
            "may be controls, with something in them that must not be: whoever accepts one has not read them, and the",
            "review is void. What you say of each pair is kept at once, so you can stop and go on later.",
            "At a terminal you are asked pair by pair. Elsewhere the sheet is printed, and --verdicts judges it."
        },
        footer = {
            "",
            "Examples:",
            "  belay review ch-8f2k1m9x0a --as pm",
            "  belay review ch-8f2k1m9x0a --as pm --output json > sheet.json",
            "  belay review ch-8f2k1m9x0a --as pm --verdicts verdicts.json    [{\"item\": 1, \"a\": true, \"b\": false,",
            "                                                                    \"comment\": \"names a drug\"}, …]",
            "",
            "Exit codes: 0 approved, 1 rejected, 4 it still waits (a void review too), 2 not yours to review."
        })
public final class ReviewCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "CHANGE|PROMPT", description = "What to review.")
    private String subject;

    @Option(names = "--verdicts", paramLabel = "FILE", description = "A JSON list of verdicts, one for every pair.")
    private @Nullable Path file;

    @Override
    public Integer call() throws InterruptedException {
        var judged = new Judged(belay);
        var change = judged.change(subject);
        var client = belay.client().judgements();
        var sheet = client.review(change);
        var terminal = belay.terminal();
        var text = new ReviewText(terminal);
        if (file != null) {
            client.say(sheet.review(), verdicts(file));
        } else if (terminal.interactive() && !terminal.json()) {
            text.begin(sheet);
            var answers = new Scanner(belay.surroundings().stdin(), StandardCharsets.UTF_8);
            if (!new ReviewDialogue(terminal, text, answers)
                    .ask(sheet, verdict -> client.say(sheet.review(), List.of(verdict)))) {
                terminal.say("Kept. Go on with  belay review " + change);
                return ExitCode.UNDECIDED;
            }
        } else {
            terminal.result(sheet, () -> text.print(sheet));
            return ExitCode.UNDECIDED;
        }
        var result = client.submit(sheet.review());
        tell(result, terminal);
        return judged.tell(change, result);
    }

    private static void tell(ReviewResult result, Terminal terminal) {
        if (result.isVoid()) {
            terminal.say(terminal.red("void: " + result.acceptedControls().size() + " of " + result.controls()
                    + " controls were accepted, so nothing of it counts"));
            result.acceptedControls()
                    .forEach(control -> terminal.say("  pair " + control.item() + " had an example of "
                            + control.mustNot() + " in it: " + control.example()));
            terminal.say("  Begin again with  belay review " + result.change());
        } else {
            terminal.say("%d accepted, %d rejected, %d controls noticed, in %d s"
                    .formatted(result.accepted(), result.rejected(), result.controls(), result.seconds()));
        }
    }

    private static List<Verdict> verdicts(Path file) {
        try {
            return EventJson.mapper().readValue(file.toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw CliFailure.usage(
                    file + ": " + e.getMessage().lines().findFirst().orElse(""),
                    "Expected: [{\"item\": 1, \"a\": true, \"b\": false, \"comment\": \"…\"}, …]");
        }
    }
}
