package dev.belay.cli;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.assertion.AssertCommand;
import dev.belay.cli.demo.DemoCommand;
import dev.belay.cli.eval.EvalCommand;
import dev.belay.cli.importing.ImportCommand;
import dev.belay.cli.platform.DownCommand;
import dev.belay.cli.platform.SelftestCommand;
import dev.belay.cli.platform.StatusCommand;
import dev.belay.cli.platform.UpCommand;
import dev.belay.cli.release.LiveCommand;
import dev.belay.cli.release.LogCommand;
import dev.belay.cli.release.RollbackCommand;
import dev.belay.cli.run.PauseCommand;
import dev.belay.cli.run.ResumeCommand;
import dev.belay.cli.run.RetryCommand;
import dev.belay.cli.run.ShowCommand;
import dev.belay.cli.run.WatchCommand;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.working.DiffCommand;
import dev.belay.cli.working.InitCommand;
import dev.belay.cli.working.PublishCommand;
import dev.belay.cli.working.PullCommand;
import dev.belay.cli.working.RescoreCommand;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: what is common to all of its subcommands. */
@Command(
        name = "belay",
        header = "Prompts that ship only when they are good, and go back in milliseconds.",
        description = {
            "",
            "A product manager writes what good means (criteria.yaml), engineers write the prompt (prompt.yaml),",
            "and every change is evaluated against the criteria before it goes live."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            DownCommand.class,
            InitCommand.class,
            PullCommand.class,
            DiffCommand.class,
            EvalCommand.class,
            ImportCommand.class,
            PublishCommand.class,
            RescoreCommand.class,
            WatchCommand.class,
            RetryCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ShowCommand.class,
            LiveCommand.class,
            LogCommand.class,
            RollbackCommand.class,
            AssertCommand.class,
            SelftestCommand.class,
            CompletionCommand.class,
        },
        footer = {
            "",
            "Exit codes:",
            "  0  approved, or done",
            "  1  rejected",
            "  2  wrong usage, or input that cannot be accepted",
            "  3  the platform cannot be reached, or failed",
            "  4  undecided: waits for a person, inconclusive, or out of budget",
            "",
            "Start here:",
            "  belay demo                         the whole story, on a platform of its own",
            "  belay init DIR --name team/name    a folder to start from",
            "  belay publish DIR -m MESSAGE       propose what the folder says",
            "  belay COMMAND --help               what a command does, with examples"
        })
public final class Belay implements Runnable {

    static final String DEFAULT_URL = "http://127.0.0.1:8080";
    private static final int HELP_WIDTH = 110;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "text|json",
            description = {
                "text, or one JSON document on standard output with all else on standard error.",
                "eval also: table, junit (XML for CI servers), html (one self-contained page)."
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
            paramLabel = "EMAIL",
            description =
                    "Who acts (asserted, not proven). Default: $BELAY_USER, else Git's user.email, else the account.")
    private @Nullable String actor;

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

    Belay(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The values of {@code --output}, in the case in which they are typed. */
    public enum Output {
        text,
        json,
        table,
        junit,
        html;

        /** Whether only a command that makes reports has it. */
        private boolean isReport() {
            return this == table || this == junit || this == html;
        }
    }

    public static void main(String[] args) {
        // The platform's charset is ASCII in many containers, and a checklist is not.
        var commandLine =
                commandLine(Surroundings.ofProcess()).setOut(utf8(System.out)).setErr(utf8(System.err));
        System.exit(commandLine.execute(args));
    }

    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Ready to execute; {@code setOut} and {@code setErr} catch everything that it prints. */
    public static CommandLine commandLine(Surroundings surroundings) {
        var failures = new FailureText();
        return new CommandLine(new Belay(surroundings))
                .registerConverter(PromptName.class, Belay::promptName)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static PromptName promptName(String text) {
        try {
            return new PromptName(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Another command line that prints where this one does, for a command that types others. */
    public CommandLine another() {
        var talk = output == Output.json
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        return commandLine(surroundings).setOut(talk).setErr(spec.commandLine().getErr());
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
            throw CliFailure.usage("--output " + output + " (expected: text or json)", "Only belay eval has it.");
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

    public String actor() {
        return actor == null ? surroundings.actor() : actor;
    }

    public BelayClient client() {
        var address = url();
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme()) || address.getHost() == null) {
            throw CliFailure.usage("'" + address + "' is no address of a platform", "Expected: like " + DEFAULT_URL);
        }
        return new BelayClient(address, actor());
    }
}
