package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.run.Outcome;
import dev.belay.contracts.decision.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Results as GitHub shows them: annotations of files, and a job summary in Markdown. */
final class GitHubReport {

    private static final String PROMPT = "prompt.yaml";

    private GitHubReport() {}

    static List<String> annotations(FolderResult result) {
        return switch (result) {
            case FolderResult.Failed failed -> mistakes(failed);
            case FolderResult.Lost(var folder, var published, var failure) ->
                List.of(annotation(
                        "warning",
                        folder.resolve(PROMPT),
                        1,
                        published.prompt() + " not watched to its end",
                        message(failure)));
            case FolderResult.Done done ->
                done.result().outcome() == null
                        ? List.of()
                        : verdict(done, done.result().outcome());
        };
    }

    private static List<String> mistakes(FolderResult.Failed failed) {
        var details = failed.failure().details();
        if (details.isEmpty()) {
            return List.of(annotation("error", prompt(failed), 1, "Not published", message(failed.failure())));
        }
        return details.stream()
                .map(detail -> annotation(
                        "error",
                        detail.file() == null ? prompt(failed) : Path.of(detail.file()),
                        detail.line(),
                        "Mistake in a prompt folder",
                        (detail.field() == null || detail.field().isEmpty() ? "" : detail.field() + "  ")
                                + detail.message()))
                .toList();
    }

    private static List<String> verdict(FolderResult.Done done, Outcome outcome) {
        var run = outcome.run();
        if (done.exitCode() == ExitCode.OK) {
            return List.of();
        }
        boolean rejected = done.exitCode() == ExitCode.REJECTED;
        var level = rejected ? "error" : "warning";
        var title = run.prompt() + " " + run.state().words();
        var lines = new ArrayList<String>();
        for (var finding : findings(outcome)) {
            if (finding.outcome() == Finding.Outcome.FAILED
                    || (finding.outcome().isOpen() && !rejected)) {
                lines.add(annotation(level, prompt(done), 1, title + ": " + rule(finding), text(finding)));
            }
        }
        if (run.waitsFor() != null || lines.isEmpty()) {
            var waits = run.waitsFor() == null ? "see belay show " + run.run() : "waits for " + run.waitsFor();
            lines.add(annotation(level, prompt(done), 1, title, waits));
        }
        return lines;
    }

    private static String annotation(String level, Path file, @Nullable Integer line, String title, String message) {
        return "::" + level + " file=" + GitHubText.property(place(file)) + ",line=" + (line == null ? 1 : line)
                + ",title=" + GitHubText.property(title) + "::" + GitHubText.data(message);
    }

    /** Relative to the repository, as GitHub wants it; outside one as it was named. */
    static String place(Path file) {
        var folder = file.toAbsolutePath().getParent();
        var real = folder == null ? file : FolderChoice.real(folder).resolve(file.getFileName());
        var shown = Git.around(real)
                .filter(git -> real.startsWith(git.root()))
                .map(git -> git.root().relativize(real))
                .orElse(file);
        return shown.toString().replace('\\', '/');
    }

    static String summary(FolderResult result) {
        return switch (result) {
            case FolderResult.Failed failed -> failed(failed);
            case FolderResult.Lost(var folder, var published, var failure) ->
                "\n## ? " + GitHubText.markdown(published.prompt()) + ": not watched to its end\n\n"
                        + GitHubText.markdown(message(failure)) + "\n";
            case FolderResult.Done done -> done(done);
        };
    }

    private static String failed(FolderResult.Failed failed) {
        var text = new StringBuilder("\n## ✗ " + GitHubText.markdown(place(failed.folder())) + ": not published\n\n");
        text.append(GitHubText.markdown(message(failed.failure()))).append("\n\n");
        for (var detail : failed.failure().details()) {
            text.append("- [ ] ").append(GitHubText.markdown(detail.asLine())).append('\n');
        }
        return text.toString();
    }

    private static String done(FolderResult.Done done) {
        var outcome = done.result().outcome();
        var sign = outcome == null || done.exitCode() == ExitCode.UNDECIDED ? "?" : done.exitCode() == 0 ? "✓" : "✗";
        var verdict = outcome == null ? "not watched" : outcome.run().state().words();
        var text = new StringBuilder(
                "\n## " + sign + " " + GitHubText.markdown(done.result().prompt()) + " v"
                        + done.result().version().number() + ": " + verdict + "\n\n");
        if (outcome != null) {
            findings(outcome).forEach(finding -> text.append(checked(finding)));
            var waitsFor = outcome.run().waitsFor();
            text.append(waitsFor == null ? "" : "\nWaits for " + GitHubText.markdown(waitsFor) + ".\n");
        }
        return text.toString();
    }

    private static String checked(Finding finding) {
        boolean fine =
                finding.outcome() == Finding.Outcome.PASSED || finding.outcome() == Finding.Outcome.NOT_APPLICABLE;
        var outcome = finding.outcome() == Finding.Outcome.PASSED ? "" : " (" + words(finding.outcome()) + ")";
        return (fine ? "- [x] **" : "- [ ] **") + rule(finding) + "**" + outcome + " "
                + GitHubText.markdown(text(finding)) + "\n";
    }

    private static List<Finding> findings(Outcome outcome) {
        var decision = outcome.run().decision();
        return decision == null ? List.of() : decision.findings();
    }

    private static Path prompt(FolderResult result) {
        return result.folder().resolve(PROMPT);
    }

    private static String message(CliFailure failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String rule(Finding finding) {
        return words(finding.rule());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(Finding finding) {
        var criterion = finding.criterion();
        boolean named = criterion == null || finding.summary().startsWith(criterion);
        return named ? finding.summary() : criterion + ": " + finding.summary();
    }
}
