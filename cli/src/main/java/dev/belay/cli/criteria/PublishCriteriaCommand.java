package dev.belay.cli.criteria;

import dev.belay.cli.ExitCode;
import dev.belay.cli.api.KeptCriteria;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.working.Base;
import dev.belay.cli.working.ExampleTrial;
import dev.belay.cli.working.WorkingCopy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "publish",
        header = "Publish what good means, once its examples are proven.",
        description = {
            "",
            "Criteria alone: prompt and cases stay as they are. Says how the new ones demand less than those before.",
            "Newer ones in the registry are not overwritten: `belay pull` first."
        },
        footer = {
            "",
            "Examples:",
            "  belay criteria publish prompts/care/visit-summary",
            "  belay criteria publish . --yes --budget 0.20",
            "",
            "Exit codes: 0 published, 2 refused: an example is not proven, or they are not yours; 3 platform."
        })
final class PublishCriteriaCommand implements Callable<Integer> {

    @ParentCommand
    private CriteriaCommand criteria;

    @Parameters(paramLabel = "DIR", description = "Folder with prompt.yaml and criteria.yaml.")
    private Path path;

    @Mixin
    private Spending spending;

    @Override
    public Integer call() throws InterruptedException {
        var terminal = criteria.belay().terminal();
        var client = criteria.belay().client();
        var copy = WorkingCopy.read(path);
        var trial = ExampleTrial.of(copy);
        if (trial.asksSomebody()) {
            spending.agree(trial.cost(), criteria.belay());
            trial.mustHold(trial.prove(client, spending.budgetUsd()), "nothing was published");
        }
        var base = copy.base();
        var kept = client.publishCriteria(copy.name(), trial.criteria(), base == null ? null : base.criteria());
        Base.after(kept.digest(), copy.name().value(), base).write(path);
        terminal.result(kept, () -> print(copy, kept, terminal));
        return ExitCode.OK;
    }

    private static void print(WorkingCopy copy, KeptCriteria kept, Terminal terminal) {
        terminal.say(terminal.bold(copy.name().value()) + " criteria " + kept.number()
                + (kept.existing() ? " unchanged" : " published"));
        kept.weakensOrNone().forEach(one -> terminal.say(terminal.yellow("  " + one.said())));
    }
}
