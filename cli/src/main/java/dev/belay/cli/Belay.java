package dev.belay.cli;

import dev.belay.cli.api.PromptName;
import dev.belay.cli.assertion.AssertCommand;
import dev.belay.cli.audit.AuditCommand;
import dev.belay.cli.audit.VerifyCommand;
import dev.belay.cli.criteria.CriteriaCommand;
import dev.belay.cli.demo.DemoCommand;
import dev.belay.cli.eval.EvalCommand;
import dev.belay.cli.identity.KeyCommand;
import dev.belay.cli.identity.LoginCommand;
import dev.belay.cli.identity.LogoutCommand;
import dev.belay.cli.identity.WhoamiCommand;
import dev.belay.cli.importing.ImportCommand;
import dev.belay.cli.judgement.AspectCommand;
import dev.belay.cli.judgement.CaseCommand;
import dev.belay.cli.judgement.HandoffCommand;
import dev.belay.cli.judgement.InboxCommand;
import dev.belay.cli.judgement.OverrideCommand;
import dev.belay.cli.judgement.PolicyCommand;
import dev.belay.cli.judgement.PromoteCommand;
import dev.belay.cli.judgement.ReviewCommand;
import dev.belay.cli.judgement.SignOffCommand;
import dev.belay.cli.judgement.TradeOffCommand;
import dev.belay.cli.notification.NotifyCommand;
import dev.belay.cli.notification.WebhookCommand;
import dev.belay.cli.observation.FindCommand;
import dev.belay.cli.observation.ObserveCommand;
import dev.belay.cli.observation.ShadowCommand;
import dev.belay.cli.platform.DownCommand;
import dev.belay.cli.platform.KeysCommand;
import dev.belay.cli.platform.SelftestCommand;
import dev.belay.cli.platform.StatusCommand;
import dev.belay.cli.platform.UpCommand;
import dev.belay.cli.release.DrillCommand;
import dev.belay.cli.release.FreezeCommand;
import dev.belay.cli.release.LiveCommand;
import dev.belay.cli.release.LogCommand;
import dev.belay.cli.release.RetireCommand;
import dev.belay.cli.release.RollbackCommand;
import dev.belay.cli.release.RollbacksCommand;
import dev.belay.cli.release.RolloutCommand;
import dev.belay.cli.release.SinksCommand;
import dev.belay.cli.run.PauseCommand;
import dev.belay.cli.run.ResumeCommand;
import dev.belay.cli.run.RetryCommand;
import dev.belay.cli.run.ShowCommand;
import dev.belay.cli.run.WatchCommand;
import dev.belay.cli.working.AdoptCommand;
import dev.belay.cli.working.DiffCommand;
import dev.belay.cli.working.InitCommand;
import dev.belay.cli.working.PublishCommand;
import dev.belay.cli.working.PullCommand;
import dev.belay.cli.working.RescoreCommand;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command itself, with all of its subcommands. */
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
            LoginCommand.class,
            WhoamiCommand.class,
            LogoutCommand.class,
            KeyCommand.class,
            DownCommand.class,
            KeysCommand.class,
            InitCommand.class,
            PullCommand.class,
            DiffCommand.class,
            EvalCommand.class,
            ImportCommand.class,
            PublishCommand.class,
            CriteriaCommand.class,
            CaseCommand.class,
            RescoreCommand.class,
            AdoptCommand.class,
            WatchCommand.class,
            RetryCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ShowCommand.class,
            LiveCommand.class,
            LogCommand.class,
            SinksCommand.class,
            RollbackCommand.class,
            RollbacksCommand.class,
            DrillCommand.class,
            ObserveCommand.class,
            FindCommand.class,
            ShadowCommand.class,
            FreezeCommand.class,
            RetireCommand.class,
            InboxCommand.class,
            ReviewCommand.class,
            SignOffCommand.class,
            TradeOffCommand.class,
            AspectCommand.class,
            OverrideCommand.class,
            HandoffCommand.class,
            PolicyCommand.class,
            PromoteCommand.class,
            RolloutCommand.class,
            NotifyCommand.class,
            WebhookCommand.class,
            VerifyCommand.class,
            AuditCommand.class,
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
public final class Belay extends Invocation implements Runnable {

    private static final int HELP_WIDTH = 110;

    private Belay(Surroundings surroundings) {
        super(surroundings);
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
    CommandLine commandLine() {
        return commandLine(surroundings());
    }

    @Override
    public void run() {
        spec().commandLine().usage(spec().commandLine().getOut());
    }
}
