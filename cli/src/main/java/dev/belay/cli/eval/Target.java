package dev.belay.cli.eval;

import dev.belay.cli.CliFailure;
import dev.belay.cli.CliFailure.Detail;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import dev.belay.evaluation.document.Problem;
import dev.belay.evaluation.dryrun.Connections;
import dev.belay.evaluation.dryrun.FolderRun;
import dev.belay.evaluation.dryrun.Judging;
import dev.belay.evaluation.dryrun.LocalRun;
import dev.belay.evaluation.dryrun.RunReport;
import dev.belay.evaluation.dryrun.StepResult;
import dev.belay.evaluation.promptfoo.Obstacle;
import dev.belay.evaluation.promptfoo.PromptfooReading;
import dev.belay.evaluation.scoring.Scorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one path on the command line stands for, read and ready to be asked. */
sealed interface Target {
    int questions();

    /** What was found that makes no difference to a verdict, by file and line. */
    List<String> notes();

    RunReport run(int concurrency, Consumer<StepResult> progress) throws InterruptedException;

    record Configuration(PromptfooReading reading, Connections connections, Judging judging) implements Target {
        @Override
        public int questions() {
            return reading.plan().steps().size();
        }

        @Override
        public List<String> notes() {
            return reading.obstacles().stream().map(Obstacle::toString).toList();
        }

        @Override
        public RunReport run(int concurrency, Consumer<StepResult> progress) throws InterruptedException {
            var results = new LocalRun(connections, judging, concurrency, progress).run(reading.plan());
            var title = reading.description() == null ? reading.file().toString() : reading.description();
            return RunReport.of(title, reading.plan(), results);
        }
    }

    record PromptFolder(FolderRun folder, List<Problem> warnings) implements Target {
        @Override
        public int questions() {
            return folder.size();
        }

        @Override
        public List<String> notes() {
            return warnings.stream().map(Problem::toString).toList();
        }

        @Override
        public RunReport run(int concurrency, Consumer<StepResult> progress) throws InterruptedException {
            return folder.run(concurrency, progress);
        }
    }

    /** Every target; all that is wrong with any of them in one failure. */
    static List<Target> read(List<Path> paths, Engine engine) {
        var targets = new ArrayList<Target>();
        var mistakes = new ArrayList<Detail>();
        for (var path : paths) {
            read(path, engine, targets, mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw CliFailure.badInput(
                    mistakes.size() == 1
                            ? "1 thing keeps this from being evaluated"
                            : mistakes.size() + " things keep this from being evaluated",
                    "Change what is named below; nothing was asked.",
                    mistakes);
        }
        return targets;
    }

    private static void read(Path path, Engine engine, List<Target> targets, List<Detail> mistakes) {
        var config = Files.isDirectory(path) ? path.resolve("promptfooconfig.yaml") : path;
        boolean folder =
                Files.isDirectory(path) && (Files.exists(path.resolve("prompt.yaml")) || !Files.exists(config));
        if (!Files.exists(path)) {
            mistakes.add(new Detail(path.toString(), null, null, "no such file or folder"));
        } else if (folder) {
            folder(path, engine, targets, mistakes);
        } else {
            configuration(config, engine, targets, mistakes);
        }
    }

    private static void folder(Path path, Engine engine, List<Target> targets, List<Detail> mistakes) {
        switch (FolderReader.read(path)) {
            case FolderReading.Folder read -> {
                if (read.cases().isEmpty()) {
                    mistakes.add(new Detail(path.toString(), null, null, "no cases to evaluate; write some in cases/"));
                }
                targets.add(new PromptFolder(
                        new FolderRun(read, engine.providers(), new Scorer(engine.checkerOf(read))), read.warnings()));
            }
            case FolderReading.Problems problems ->
                problems.problems()
                        .forEach(each -> mistakes.add(new Detail(
                                path.resolve(each.file()).toString(), each.line(), each.field(), each.message())));
        }
    }

    private static void configuration(Path config, Engine engine, List<Target> targets, List<Detail> mistakes) {
        var reading = engine.reader().read(config);
        for (var obstacle : reading.obstacles()) {
            if (obstacle.kind() != Obstacle.Kind.PASSED_OVER) {
                var problem = obstacle.problem();
                var message = problem.message() + (obstacle.suggestion() == null ? "" : "; " + obstacle.suggestion());
                mistakes.add(new Detail(problem.file(), problem.line(), problem.field(), message));
            }
        }
        targets.add(new Configuration(reading, engine.connections(), engine.judging()));
    }
}
