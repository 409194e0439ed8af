package dev.belay.cli.criteria;

import dev.belay.cli.Invocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "criteria",
        header = "What good means: show it, prove its examples, publish it.",
        description = {
            "",
            "A must-have or must-not may stand in words alone (`says`): a judge model then reads each output. Each must-not",
            "has examples: every bad one must be caught and no good one, or the criteria cannot be published."
        },
        subcommands = {
            ShowCriteriaCommand.class,
            CheckCommand.class,
            PublishCriteriaCommand.class,
            TryCommand.class,
            SimulateCommand.class,
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  belay criteria show prompts/care/visit-summary --effective",
            "  belay criteria check prompts/care/visit-summary",
            "  belay criteria publish prompts/care/visit-summary",
            "  belay criteria try prompts/care/visit-summary --last 10",
            "  belay criteria simulate prompts/care/visit-summary"
        })
public final class CriteriaCommand implements Runnable {

    @ParentCommand
    private Invocation belay;

    @Spec
    private CommandSpec spec;

    Invocation belay() {
        return belay;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
