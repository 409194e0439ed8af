package dev.belay.cli.eval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.Output;
import dev.belay.cli.terminal.Progress.Tally;
import dev.belay.cli.terminal.ProgressBar;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.dryrun.Connections;
import dev.belay.evaluation.dryrun.Judging;
import dev.belay.evaluation.dryrun.RunReport;
import dev.belay.evaluation.dryrun.StepResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "eval",
        header = "Evaluate a folder or a promptfoo configuration here, without a platform.",
        description = {
            "",
            "Asks the model each question once and judges every output. Publishes nothing.",
            "Takes prompt folders, and promptfooconfig.yaml as it stands; what Belay does not do in one is reported with",
            "file and line before anything is asked. Keys and addresses: as in the file, else OPENAI_API_KEY and",
            "OPENAI_BASE_URL. Prints a table, or what --output says: json (in promptfoo's shape), junit, html."
        },
        footer = {
            "",
            "Examples:",
            "  belay eval promptfooconfig.yaml",
            "  belay eval prompts/care/visit-summary --output junit --output-file results.xml",
            "",
            "Exit codes: 0 all pass, 1 some do not, 2 wrong usage or input, 3 nobody answered."
        })
public final class EvalCommand implements Callable<Integer> {

    private static final int DEFAULT_CONCURRENCY = 32;
    private static final int MOST_CONCURRENCY = 1024;

    @ParentCommand
    private Invocation belay;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Prompt folder, or promptfoo configuration.")
    private List<Path> paths;

    @Option(
            names = "--output-file",
            paramLabel = "FILE",
            description = "Write the result there instead of printing it.")
    private @Nullable Path file;

    @Option(
            names = "--grader",
            paramLabel = "ID",
            description = "Model that grades where the file names none. Default: " + Judging.STANDARD_GRADER + ".")
    private @Nullable String grader;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_CONCURRENCY,
            description = "Questions open at once. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Override
    public Integer call() throws InterruptedException {
        if (concurrency < 1 || concurrency > MOST_CONCURRENCY) {
            throw CliFailure.usage("--concurrency " + concurrency + " (expected: 1 to " + MOST_CONCURRENCY + ")", null);
        }
        var form = belay.form();
        if (form == Output.csv) {
            throw CliFailure.usage(
                    "--output csv (expected: text, json, table, junit or html)", "Only belay audit has it.");
        }
        boolean table = form == Output.text || form == Output.table;
        var terminal = table || file != null ? belay.textTerminal() : belay.jsonTerminal();
        if (grader != null && !Connections.isAvailable(grader)) {
            throw CliFailure.usage("--grader " + grader + " (expected: like " + Judging.STANDARD_GRADER + ")", null);
        }
        var targets = Target.read(paths, Engine.of(belay.surroundings().environment(), grader));
        var reports = run(targets, terminal);
        targets.forEach(target -> target.notes().forEach(note -> terminal.say(terminal.dim("  passed over: " + note))));
        if (table && file == null) {
            reports.forEach(report -> TableReport.print(report, terminal));
        } else {
            deliver(text(reports, form), terminal);
        }
        return exitCode(reports);
    }

    private List<RunReport> run(List<Target> targets, Terminal terminal) throws InterruptedException {
        var bar = new ProgressBar(terminal, System::nanoTime);
        var count = new Count(targets.stream().mapToInt(Target::questions).sum());
        var reports = new ArrayList<RunReport>();
        for (var target : targets) {
            reports.add(target.run(concurrency, result -> {
                synchronized (bar) {
                    bar.show(count.add(result));
                }
            }));
        }
        bar.finish(count.tally);
        return reports;
    }

    /** Adds up results as they come. */
    private static final class Count {
        private Tally tally;

        Count(int expected) {
            tally = new Tally(expected, 0, 0, 0, 0, BigDecimal.ZERO);
        }

        Tally add(StepResult result) {
            var cost = result.costUsd() == null ? BigDecimal.ZERO : BigDecimal.valueOf(result.costUsd());
            tally = new Tally(
                    tally.expected(),
                    tally.measured() + 1,
                    tally.passed() + (result.outcome() == StepResult.Outcome.PASSED ? 1 : 0),
                    tally.failed() + (result.outcome() == StepResult.Outcome.FAILED ? 1 : 0),
                    tally.errors() + (result.outcome() == StepResult.Outcome.ERROR ? 1 : 0),
                    tally.costUsd().add(cost));
            return tally;
        }
    }

    private static String text(List<RunReport> reports, Output form) {
        return switch (form) {
            case json -> json(reports);
            case junit -> JUnitReport.of(reports);
            case html -> HtmlReport.of(reports);
            case text, table -> TableReport.plain(reports);
            case csv -> throw new IllegalStateException("csv is refused before anything is asked");
        };
    }

    /** One run as its document, several as a list of them. */
    private static String json(List<RunReport> reports) {
        var all = JsonNodeFactory.instance.arrayNode();
        reports.forEach(report -> all.add(report.json()));
        try {
            return EventJson.mapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(all.size() == 1 ? all.get(0) : all)
                    + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("writing JSON in memory", e);
        }
    }

    private void deliver(String text, Terminal terminal) {
        if (file == null) {
            terminal.raw(text);
            return;
        }
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, text);
            terminal.say("wrote " + file);
        } catch (IOException e) {
            throw CliFailure.usage("cannot write " + file + ": " + e.getMessage(), null);
        }
    }

    private static int exitCode(List<RunReport> reports) {
        var results =
                reports.stream().flatMap(report -> report.results().stream()).toList();
        if (results.stream().allMatch(StepResult::passed)) {
            return ExitCode.OK;
        }
        boolean nobody = results.stream()
                .allMatch(result -> result.outcome() == StepResult.Outcome.ERROR && result.output() == null);
        return nobody ? ExitCode.INFRASTRUCTURE : ExitCode.REJECTED;
    }
}
