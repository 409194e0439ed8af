package dev.belay.cli.notification;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Webhook;
import dev.belay.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "notify",
        header = "Tell a team's people, in Slack, in Teams or by mail, what is asked of them.",
        description = {
            "",
            "One line with a link when a change waits for a review or a sign-off, is decided, or is rolled back; and on",
            "Mondays what was approved in the week without anybody being asked. What is not taken is tried again for 3 days;",
            "`list` shows what goes on failing, with its error. Added and removed by pm and ops."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  belay notify add care --slack https://hooks.slack.com/services/T0/B0/x",
            "  belay notify add care --teams https://prod-1.westeurope.logic.azure.com/workflows/x",
            "  belay notify add care --email pm@care.example",
            "  belay notify list care",
            "  belay notify remove care --email pm@care.example"
        })
public final class NotifyCommand implements Runnable {

    @ParentCommand
    private Invocation belay;

    @Spec
    private CommandSpec spec;

    static final class Address {
        @Option(names = "--email", paramLabel = "ADDRESS", description = "Somebody's, or a list's.")
        @Nullable
        private String email;

        @Option(names = "--slack", paramLabel = "URL", description = "An incoming webhook of a Slack channel.")
        @Nullable
        private String slack;

        @Option(
                names = "--teams",
                paramLabel = "URL",
                description = "A workflow of a Teams channel that posts what its webhook receives.")
        @Nullable
        private String teams;

        private String channel() {
            return email != null ? "email" : slack != null ? "slack" : "teams";
        }

        private String url() {
            return email != null ? email : slack != null ? slack : String.valueOf(teams);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "add",
            header = "Tell an address of what happens in a team.",
            footer = {"", "Examples:", "  belay notify add care --email pm@care.example"})
    int add(
            @Parameters(paramLabel = "TEAM", description = "Whose prompts it is about.") String team,
            @ArgGroup(multiplicity = "1") Address address) {
        var added = belay.client().webhooks().add(team, address.channel(), address.url(), List.of());
        var terminal = belay.terminal();
        terminal.result(added, () -> {
            terminal.say("Added: " + added.url() + " is told of " + team + "'s " + String.join(", ", added.events()));
            if (added.off() != null) {
                terminal.say("  " + terminal.yellow("Nothing is sent there yet: " + added.off()));
            }
        });
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            header = "Where a team's people are told, and what fails.",
            footer = {"", "Examples:", "  belay notify list care"})
    int list(@Parameters(paramLabel = "TEAM", description = "Whose they are.") String team) {
        var addresses = addresses(team);
        var terminal = belay.terminal();
        terminal.result(addresses, () -> print(team, addresses, terminal));
        return ExitCode.OK;
    }

    private List<Webhook> addresses(String team) {
        return belay.client().webhooks().of(team).stream()
                .filter(Webhook::readByPeople)
                .toList();
    }

    private static void print(String team, List<Webhook> addresses, Terminal terminal) {
        for (var address : addresses) {
            terminal.say(address.channel() + "  " + address.url() + "  (" + address.id() + ")");
            if (address.failures() > 0) {
                terminal.say("    "
                        + terminal.yellow("failed %d times since %s: %s"
                                .formatted(address.failures(), address.failingSince(), address.lastError())));
            }
        }
        if (addresses.isEmpty()) {
            terminal.say("Nobody is told. Add somebody:  belay notify add " + team + " --email ADDRESS");
        }
    }

    @Command(
            name = "remove",
            header = "Tell an address nothing more; what is pending is not sent.",
            footer = {"", "Examples:", "  belay notify remove care --email pm@care.example"})
    int remove(
            @Parameters(paramLabel = "TEAM", description = "Whose it is.") String team,
            @ArgGroup(multiplicity = "1") Address address) {
        var there = addresses(team).stream()
                .filter(known ->
                        known.channel().equals(address.channel()) && known.url().equals(address.url()))
                .toList();
        if (there.isEmpty()) {
            throw CliFailure.usage(
                    team + " does not tell " + address.url() + " by " + address.channel(),
                    "See whom it tells:  belay notify list " + team);
        }
        there.forEach(known -> belay.client().webhooks().remove(known.id()));
        var terminal = belay.terminal();
        terminal.result(
                Map.of("removed", there.stream().map(Webhook::id).toList()),
                () -> terminal.say("Removed: " + address.url()));
        return ExitCode.OK;
    }
}
