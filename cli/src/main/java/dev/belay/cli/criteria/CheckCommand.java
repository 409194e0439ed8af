package dev.belay.cli.criteria;

import dev.belay.cli.CliFailure.Detail;
import dev.belay.cli.ExitCode;
import dev.belay.cli.terminal.Money;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.working.ExampleTrial;
import dev.belay.cli.working.WorkingCopy;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.event.EventJson;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        header = "Prove that every bad example is caught and no good one is.",
        description = {
            "",
            "Without a platform and without a call where no judge is needed. Where one is (a must-not in words alone, or a",
            "model-graded `detect`), a worker of the platform asks it, keeps the proof, and pays each reply once: a bad",
            "example must be found by two judgements, a good one by none."
        },
        footer = {
            "",
            "Examples:",
            "  belay criteria check prompts/care/visit-summary",
            "  belay criteria check . --yes --budget 0.20     ask a judge that costs money, up to 20 cents",
            "",
            "Exit codes: 0 proven, 1 an example is refuted, 2 wrong usage or a mistake in the folder, 3 platform,",
            "4 an example could not be judged."
        })
final class CheckCommand implements Callable<Integer> {

    @ParentCommand
    private CriteriaCommand criteria;

    @Parameters(paramLabel = "DIR", description = "Folder with prompt.yaml and criteria.yaml.")
    private Path path;

    @Mixin
    private Spending spending;

    @Override
    public Integer call() throws InterruptedException {
        var terminal = criteria.belay().terminal();
        var trial = ExampleTrial.of(WorkingCopy.read(path));
        var proof = proof(trial);
        terminal.result(proof, () -> print(trial, proof, terminal));
        return exitCode(proof);
    }

    private CriteriaProof proof(ExampleTrial trial) throws InterruptedException {
        if (trial.asksSomebody()) {
            spending.agree(trial.cost(), criteria.belay());
            return trial.prove(criteria.belay().client(), spending.budgetUsd());
        }
        var digest = CanonicalJson.of(trial.criteria(), EventJson.mapper()).digest();
        return new CriteriaProof(digest, null, trial.tried(), BigDecimal.ZERO, Instant.now());
    }

    private static void print(ExampleTrial trial, CriteriaProof proof, Terminal terminal) {
        if (proof.examples().isEmpty()) {
            terminal.say("No must-not, so no example to prove.");
        }
        ExampleTrial.print(trial.criteria(), proof, terminal);
        trial.details(proof).stream().map(Detail::asLine).forEach(line -> terminal.say("  " + line));
        var judge = proof.judge();
        if (judge != null) {
            terminal.say(terminal.dim("judged by " + judge + ", for $" + Money.text(proof.costUsd())));
        }
    }

    private static int exitCode(CriteriaProof proof) {
        boolean refuted = proof.examples().stream().anyMatch(example -> switch (example.outcome()) {
            case REFUTED, DISPUTED -> true;
            case PROVEN, ERROR -> false;
        });
        return refuted ? ExitCode.REJECTED : proof.holds() ? ExitCode.OK : ExitCode.UNDECIDED;
    }
}
