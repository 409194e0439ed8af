package dev.belay.cli;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.identity.Identity;
import dev.belay.cli.terminal.Terminal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** One call of {@code belay}: the options that every command has, and what follows from them. */
public abstract class Invocation {

    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "text|json",
            description = {
                "text, or one JSON document on standard output with all else on standard error.",
                "eval also: table, junit (XML for CI servers), html (one self-contained page); audit also: csv."
            })
    private Output output = Output.text;

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Address of the platform. Default: $BELAY_URL, else " + DEFAULT_URL + ".")
    private @Nullable URI url;

    @Option(
            names = "--as",
            scope = ScopeType.INHERIT,
            paramLabel = "WHO",
            description =
                    "Which login acts: a role, or a name. Default: $BELAY_AS, else the newest. See `belay login --help`.")
    private @Nullable String as;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours; so too when NO_COLOR is set or the output is no terminal.")
    private boolean noColour;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
    private boolean help;

    Invocation(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** A command line of its own in the same surroundings. */
    abstract CommandLine commandLine();

    /** Another command line that prints where this one does, for a command that types others. */
    public CommandLine another() {
        var talk = output == Output.json
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        return commandLine().setOut(talk).setErr(spec.commandLine().getErr());
    }

    /** The options that make another command print as this one. */
    public List<String> likeThis() {
        return noColour ? List.of("--no-color") : List.of();
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public CommandSpec spec() {
        return spec;
    }

    /** What {@code --output} says, for a command that makes reports. */
    public Output form() {
        return output;
    }

    public Terminal terminal() {
        if (output.isReport()) {
            throw CliFailure.usage(
                    "--output " + output + " (expected: text or json)",
                    output == Output.csv ? "Only belay audit has it." : "Only belay eval has it.");
        }
        return terminal(output);
    }

    /** For what went wrong, in whatever form the result would have had. */
    Terminal failureTerminal() {
        return terminal(output == Output.json ? Output.json : Output.text);
    }

    /** For people, whatever {@code --output} says. */
    public Terminal textTerminal() {
        return terminal(Output.text);
    }

    /** Standard output for a document alone, whatever {@code --output} says, or where it could not be read. */
    public Terminal jsonTerminal() {
        return terminal(Output.json);
    }

    private Terminal terminal(Output form) {
        boolean colour = surroundings.interactive()
                && !noColour
                && surroundings.env("NO_COLOR").isEmpty();
        return new Terminal(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                new Terminal.Mode(form == Output.json, colour, surroundings.interactive()));
    }

    public URI url() {
        if (url != null) {
            return url;
        }
        var fromEnv = surroundings.env("BELAY_URL").orElse(DEFAULT_URL);
        try {
            return URI.create(fromEnv);
        } catch (IllegalArgumentException e) {
            throw CliFailure.usage("BELAY_URL: '" + fromEnv + "' is no address", "Expected: like " + DEFAULT_URL);
        }
    }

    /** What {@code --as} says. */
    public Optional<String> as() {
        return Optional.ofNullable(as);
    }

    /** Whose e-mail address goes into a new file; who acts at the platform is what the token says. */
    public String author() {
        return as != null && as.contains("@") ? as : surroundings.user();
    }

    public Identity identity() {
        return identityAt(url());
    }

    public Identity identityAt(URI platform) {
        return new Identity(surroundings, platform, as);
    }

    public BelayClient client() {
        var address = url();
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme()) || address.getHost() == null) {
            throw CliFailure.usage("'" + address + "' is no address of a platform", "Expected: like " + DEFAULT_URL);
        }
        return new BelayClient(address, identity().token().orElse(null));
    }
}
