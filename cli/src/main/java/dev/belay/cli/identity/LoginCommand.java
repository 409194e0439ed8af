package dev.belay.cli.identity;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "login",
        header = "Log in at a local platform, in the role that you play there.",
        description = {
            "",
            "A local platform issues its own tokens, to whoever sits at its machine, for twelve hours. Several people and",
            "roles may be logged in side by side: a command acts as the newest, or as the one that --as or $BELAY_AS means.",
            "",
            "  viewer    reads everything of the team",
            "  engineer  publishes versions, proposes changes, adds cases, rolls back",
            "  pm        that too, and criteria, reviews, sign-offs, pauses",
            "  ops       rolls back, pauses and resumes",
            "  auditor   reads everything of every team",
            "  app       reads what is live, as an application does",
            "",
            "Elsewhere the tokens are your organisation's: get one there, and set $BELAY_TOKEN to it."
        },
        footer = {
            "",
            "Examples:",
            "  belay login --as pm",
            "  belay login --as engineer --name ana --team care        as ana@care.example",
            "  belay login --as pm,ops --name paula@clinic.example",
            "  belay rollback care/visit-summary --as ops              then: as the one who is ops",
        })
public final class LoginCommand implements Callable<Integer> {

    static final String EVERY_TEAM = "*";

    @ParentCommand
    private Invocation belay;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "E-mail address, or what stands before its @. Default: the role.")
    private @Nullable String name;

    @Option(names = "--team", paramLabel = "TEAM", description = "Team in which the roles count. Default: every team.")
    private String team = EVERY_TEAM;

    record LoggedIn(URI platform, String name, List<String> roles, Instant expiresAt) {}

    @Override
    public Integer call() {
        var roles = Arrays.stream(belay.as()
                        .orElseThrow(() -> CliFailure.usage(
                                "--as ROLE is missing",
                                "Expected: viewer, engineer, pm, ops, auditor or app, like  belay login --as pm"))
                        .split(","))
                .map(String::strip)
                .toList();
        var login = belay.identity().logIn(address(name == null ? roles.getFirst() : name), roles, team);
        var terminal = belay.terminal();
        terminal.result(
                new LoggedIn(belay.url(), login.name(), login.roles(), login.expiresAt()),
                () -> terminal.say("Logged in at " + belay.url() + " as " + terminal.bold(login.name()) + ": "
                        + login.rolesText()));
        return ExitCode.OK;
    }

    private String address(String name) {
        return name.contains("@") ? name : name + "@" + (team.equals(EVERY_TEAM) ? "local" : team) + ".example";
    }
}
