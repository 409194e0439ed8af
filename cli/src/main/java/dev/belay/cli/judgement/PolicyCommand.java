package dev.belay.cli.judgement;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.TeamPolicy;
import dev.belay.contracts.decision.PersonEvent.Release;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "policy",
        header = "A team's shape: who may judge whose changes.",
        description = {
            "",
            "  small-team     any other member reviews and signs, so that a team with one PM goes on",
            "  dedicated-ml   a PM reviews and signs; the default",
            "  regulated      as dedicated-ml, and every change is signed",
            "",
            "Nobody judges their own change in any of them. With --release by-hand what is approved waits until a PM or ops",
            "says  belay promote CHANGE."
        },
        footer = {
            "",
            "Examples:",
            "  belay policy care",
            "  belay policy care small-team --as pm",
            "  belay policy care dedicated-ml --release by-hand --as pm"
        })
public final class PolicyCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(index = "0", paramLabel = "TEAM", description = "Whose.")
    private String team;

    @Parameters(index = "1", arity = "0..1", paramLabel = "POLICY", description = "Without it: what holds.")
    private @Nullable String policy;

    @Option(
            names = "--release",
            paramLabel = "when-approved|by-hand",
            description = "When what is approved goes live. Default: as it is.")
    private @Nullable String release;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var client = belay.client().judgements();
        var before = client.policy(team);
        if (policy != null || release != null) {
            client.choose(
                    team,
                    new TeamPolicy(
                            policy == null ? before.policy() : policy,
                            release == null ? before.release() : named(release)));
        }
        var holds = client.policy(team);
        terminal.result(
                holds,
                () -> terminal.say(team + ": " + holds.policy() + ", released "
                        + (holds.release() == Release.BY_HAND ? "by hand" : "when approved")));
        return ExitCode.OK;
    }

    private static Release named(String release) {
        return switch (release) {
            case "when-approved" -> Release.WHEN_APPROVED;
            case "by-hand" -> Release.BY_HAND;
            default -> throw CliFailure.usage("--release: '" + release + "'", "Expected: when-approved or by-hand.");
        };
    }
}
