package dev.belay.cli.run;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.release.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        header = "Show a change with its decision and every case, or a prompt.",
        description = {
            "",
            "A change or a run: what makes it one of tone, persona or safety, the decision's findings, the outputs that",
            "broke a criterion, and for every case what candidate and baseline came to. With --output json also every",
            "check of every case: source, id, type, outcome and score."
        },
        footer = {
            "",
            "Examples:",
            "  belay show ch-8f2k1m9x0a                 a change, its newest attempt",
            "  belay show ch-8f2k1m9x0a.1 --output json   one attempt, for a program",
            "  belay show care/visit-summary            a prompt: live version, criteria, suite, newest changes",
            "",
            "Exit code: 0 when it could be shown, whatever was decided."
        })
public final class ShowCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "CHANGE|RUN|PROMPT", description = "What to show.")
    private String subject;

    @Override
    public Integer call() {
        var client = belay.client();
        var terminal = belay.terminal();
        var text = new ShowText(terminal);
        var prompt = PromptName.tryParse(subject);
        if (prompt.isPresent()) {
            var shown = ShownPrompt.of(client, prompt.get(), Environment.DEFAULT);
            terminal.result(shown, () -> text.print(shown));
            return ExitCode.OK;
        }
        var id = RunId.resolve(client, subject);
        var run = client.run(id)
                .orElseThrow(() -> CliFailure.usage(
                        "the gate has no run " + id + " (yet)", "`belay watch " + id + "` waits for it."));
        var shown = ShownChange.of(client, run);
        terminal.result(shown, () -> text.print(shown));
        return ExitCode.OK;
    }
}
