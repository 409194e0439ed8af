package dev.belay.cli.identity;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.KeyEntry;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "key",
        header = "Keys: by which applications read what is live, and one that rolls back.",
        description = {
            "",
            "A key is for one prompt, or for all of a team, in one environment. It is shown once, when it is made; the",
            "platform keeps its digest alone. Applications send it as  Authorization: Bearer KEY  (or as the password of",
            "Basic). Made and revoked by pm and ops.",
            "",
            "--for read       reads what is live, and tells what the application got (the default)",
            "--for trusted    the same; what it tells may alone cause a rollback",
            "--for roll-back  orders rollbacks, and nothing else: for an alert, or when nobody can log in"
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  belay key create --prompts 'care/*' --environment production",
            "  belay key create --prompts care/visit-summary --for roll-back",
            "  belay key list",
            "  belay key revoke key-7k2m9q4t1x"
        })
public final class KeyCommand implements Runnable {

    @ParentCommand
    private Invocation belay;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "create",
            header = "Make a key, and show it this once.",
            footer = {"", "Examples:", "  belay key create --prompts 'care/*'"})
    int create(
            @Option(
                            names = "--prompts",
                            required = true,
                            paramLabel = "PROMPTS",
                            description = "team/name, or 'team/*' for all of a team.")
                    String prompts,
            @Option(
                            names = "--environment",
                            paramLabel = "NAME",
                            defaultValue = "production",
                            description = "Default: ${DEFAULT-VALUE}.")
                    String environment,
            @Option(
                            names = "--for",
                            paramLabel = "USE",
                            defaultValue = "read",
                            description = "read, trusted or roll-back. Default: ${DEFAULT-VALUE}.")
                    String use) {
        var made = belay.client().createKey(prompts, environment, use);
        var terminal = belay.terminal();
        terminal.result(made, () -> {
            terminal.say(terminal.bold(made.key()));
            terminal.say("  " + made.id() + ": " + made.prompts() + " in " + made.environment() + ", for " + made.use()
                    + ". Keep it now: it is not shown again.");
        });
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            header = "The keys of your teams, newest first.",
            footer = {"", "Examples:", "  belay key list"})
    int list() {
        var keys = belay.client().keys();
        var terminal = belay.terminal();
        terminal.result(keys, () -> {
            keys.forEach(key -> terminal.say(
                    key.id() + "  " + key.prompts() + " in " + key.environment() + ", for " + key.use() + state(key)));
            if (keys.isEmpty()) {
                terminal.say("No keys. Make one:  belay key create --prompts 'team/*'");
            }
        });
        return ExitCode.OK;
    }

    @Command(
            name = "revoke",
            header = "Revoke a key, for good.",
            footer = {"", "Examples:", "  belay key revoke key-7k2m9q4t1x"})
    int revoke(@Parameters(paramLabel = "KEY", description = "Its id, as `belay key list` shows it.") String id) {
        belay.client().revokeKey(id);
        var terminal = belay.terminal();
        terminal.result(Map.of("revoked", id), () -> terminal.say("Revoked: " + id));
        return ExitCode.OK;
    }

    private static String state(KeyEntry key) {
        return "  made " + key.createdAt() + " by " + key.createdBy()
                + (key.revokedAt() == null ? "" : ", revoked by " + key.revokedBy());
    }
}
