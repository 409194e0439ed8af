package dev.belay.cli.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "whoami",
        header = "Show as whom commands act, and who else is logged in.",
        footer = {
            "",
            "Examples:",
            "  belay whoami",
            "  belay whoami --as ops",
            "  curl -H \"Authorization: Bearer $(belay whoami --token)\" $BELAY_URL/v1/prompts",
            "",
            "Exit code: 2 when nobody is logged in."
        })
public final class WhoamiCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Option(names = "--token", description = "Print the token alone, for other programs.")
    private boolean token;

    record Person(String name, List<String> roles, @Nullable Instant expiresAt) {}

    /** @param others logged in as well, newest first */
    record Me(URI platform, Person me, List<Person> others) {}

    @Override
    public Integer call() {
        var identity = belay.identity();
        if (token) {
            belay.spec().commandLine().getOut().println(identity.token().orElseThrow(this::nobody));
            return ExitCode.OK;
        }
        var login = fromEnvironment(identity).or(identity::login).orElseThrow(this::nobody);
        var others = identity.logins().all().reversed().stream()
                .filter(other -> !other.name().equals(login.name()))
                .toList();
        var me = new Me(
                belay.url(),
                person(login),
                others.stream().map(WhoamiCommand::person).toList());
        var terminal = belay.terminal();
        terminal.result(me, () -> print(login, others, terminal));
        return ExitCode.OK;
    }

    private static Person person(Login login) {
        return new Person(login.name(), login.roles(), login.expiresAt());
    }

    private void print(Login login, List<Login> others, Terminal terminal) {
        terminal.say(
                terminal.bold(login.name()) + " at " + belay.url() + ": " + login.rolesText() + state(login, terminal));
        others.forEach(other -> terminal.say(
                terminal.dim("also logged in: " + other.name() + ", " + other.rolesText()) + state(other, terminal)));
    }

    private static String state(Login login, Terminal terminal) {
        return login.hasExpired(Instant.now()) ? terminal.yellow("  (expired: log in again)") : "";
    }

    private CliFailure nobody() {
        return CliFailure.usage(
                "nobody is logged in at " + belay.url(),
                "On a local platform:  belay login --as engineer  (or pm, ops, viewer)");
    }

    /** What $BELAY_TOKEN says of itself; whether it is right, only the platform knows. */
    private static Optional<Login> fromEnvironment(Identity identity) {
        return identity.environmentToken().map(text -> {
            try {
                var claims = EventJson.mapper().readTree(Base64.getUrlDecoder().decode(text.split("\\.", -1)[1]));
                var roles = new ArrayList<String>();
                claims.path("belay_roles").forEach(role -> roles.add(role.asText()));
                return new Login(
                        name(claims),
                        roles,
                        Instant.ofEpochSecond(claims.path("exp").asLong()),
                        text);
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw CliFailure.usage("BELAY_TOKEN holds no token of an OIDC issuer", "Unset it, or set it to one.");
            }
        });
    }

    private static String name(JsonNode claims) {
        return claims.path("email")
                .asText(claims.path("preferred_username")
                        .asText(claims.path("sub").asText()));
    }
}
