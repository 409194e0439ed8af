package dev.belay.cli.criteria;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.CaseResult;
import dev.belay.cli.api.Retrial;
import dev.belay.cli.api.Run;
import dev.belay.cli.terminal.Progress.Tally;
import dev.belay.cli.terminal.ProgressBar;
import dev.belay.cli.working.ExampleTrial;
import dev.belay.cli.working.WorkingCopy;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.Subject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "try",
        header = "What these criteria would have said of the last versions.",
        description = {
            "",
            "Scores the recorded outputs of the last decided changes by the folder's criteria and applies rules 1 to 6 again.",
            "No prompt's model is asked, nothing is published, no decision changes. A judge is asked where the criteria need",
            "one, within the shown cost."
        },
        footer = {
            "",
            "Examples:",
            "  belay criteria try prompts/care/visit-summary",
            "  belay criteria try . --last 10 --yes --output json     .tried[] has before, after and the findings"
        })
final class TryCommand implements Callable<Integer> {

    /** Of a request to a worker. */
    private static final int AT_ONCE = 500;

    /** Between changes that were decided lie some that were not. */
    private static final int LOOKED_AT = 5;

    private static final int MOST = 100;

    @ParentCommand
    private CriteriaCommand criteria;

    @Parameters(paramLabel = "DIR", description = "Folder with prompt.yaml and criteria.yaml.")
    private Path path;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "5",
            description = "Decided changes to go back. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Mixin
    private Spending spending;

    /** @param cases that stand behind findings that do not pass by the folder's criteria */
    record Tried(
            String run,
            String change,
            int version,
            String before,
            String after,
            List<String> cases,
            List<Finding> findings) {

        static Tried of(Run run, Retrial retrial) {
            return new Tried(
                    run.run(),
                    run.change(),
                    run.candidate().number(),
                    retrial.before(),
                    retrial.after(),
                    retrial.findings().stream()
                            .flatMap(finding -> finding.evidence().stream())
                            .map(Finding.Evidence::caseId)
                            .distinct()
                            .toList(),
                    retrial.findings());
        }

        boolean differs() {
            return !before.equals(after);
        }
    }

    record Document(String prompt, List<Tried> tried, BigDecimal costUsd) {}

    private record Recorded(Run run, List<CaseEvaluated> results) {}

    @Override
    public Integer call() {
        if (last < 1 || last > MOST) {
            throw CliFailure.usage("--last " + last + " (expected: 1 to " + MOST + ")", null);
        }
        var terminal = criteria.belay().terminal();
        var copy = WorkingCopy.read(path);
        var trial = ExampleTrial.of(copy);
        var recorded = recorded(criteria.belay().client(), copy);
        if (recorded.isEmpty()) {
            throw CliFailure.usage(copy.name() + " has no decided change to try the criteria on", null);
        }
        int outputs = recorded.stream().mapToInt(one -> one.results().size()).sum();
        spending.agree(trial.costOfOutputs(outputs), criteria.belay());
        var scoring = new Scoring(copy, trial, new ProgressBar(terminal, System::nanoTime), outputs);
        var tried = recorded.stream().map(scoring::tried).toList();
        var document = new Document(copy.name().value(), tried, scoring.spent());
        terminal.result(document, () -> TriedText.print(document, terminal));
        return ExitCode.OK;
    }

    private List<Recorded> recorded(BelayClient client, WorkingCopy copy) {
        return client.changes(copy.name(), Math.min(MOST, last * LOOKED_AT)).stream()
                .flatMap(change -> client.runs(change.change()).reversed().stream()
                        .filter(run -> run.decision() != null)
                        .limit(1))
                .limit(last)
                .map(run -> new Recorded(
                        run,
                        client.results(run.run()).stream()
                                .map(CaseResult::evaluated)
                                .filter(result -> result.subject() != Subject.HELD)
                                .toList()))
                .toList();
    }

    /** One run after the other, out of one budget. */
    private final class Scoring {
        private final BelayClient client = criteria.belay().client();
        private final WorkingCopy copy;
        private final ExampleTrial trial;
        private final ProgressBar bar;
        private final int outputs;
        private BigDecimal left = spending.budgetUsd();
        private int done;

        Scoring(WorkingCopy copy, ExampleTrial trial, ProgressBar bar, int outputs) {
            this.copy = copy;
            this.trial = trial;
            this.bar = bar;
            this.outputs = outputs;
        }

        BigDecimal spent() {
            bar.finish(tally());
            return spending.budgetUsd().subtract(left);
        }

        Tried tried(Recorded recorded) {
            var results = recorded.results();
            var scored = new ArrayList<CaseEvaluated>();
            for (int from = 0; from < results.size(); from += AT_ONCE) {
                scored.addAll(scored(recorded.run(), results.subList(from, Math.min(from + AT_ONCE, results.size()))));
            }
            var retrial = client.tryBy(recorded.run().run(), new Retrial.Order(trial.criteria(), scored));
            return Tried.of(recorded.run(), retrial);
        }

        private List<CaseEvaluated> scored(Run run, List<CaseEvaluated> part) {
            var baseline = run.baseline();
            var rescored = client.rescore(new Retrial.Rescoring(
                    copy.name().value(),
                    trial.criteria(),
                    run.suite(),
                    run.candidate().digest(),
                    baseline == null ? null : baseline.digest(),
                    part,
                    left));
            left = left.subtract(rescored.costUsd()).max(BigDecimal.ZERO);
            done += part.size();
            bar.show(tally());
            return rescored.results();
        }

        private Tally tally() {
            return new Tally(outputs, done, done, 0, 0, spending.budgetUsd().subtract(left));
        }
    }
}
