package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.PromptName;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import dev.belay.evaluation.document.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt folder that has no mistake in it.
 *
 * @param base what it was pulled or published at; null for one that never was
 */
public record WorkingCopy(
        Path path, FolderReading.Folder folder, @Nullable Base base) {

    /** Throws with every mistake at once when there are any. */
    public static WorkingCopy read(Path path) {
        return switch (FolderReader.read(path)) {
            case FolderReading.Folder folder ->
                new WorkingCopy(
                        path, folder, Base.read(path, folder.prompt().name()).orElse(null));
            case FolderReading.Problems problems ->
                throw CliFailure.badInput(
                        count(problems.problems().size()) + " in " + path + "; nothing was published",
                        "Correct them and try again. `belay init` writes a folder with comments to compare with.",
                        details(path, problems.problems()));
        };
    }

    public PromptName name() {
        return new PromptName(folder.prompt().name());
    }

    static List<CliFailure.Detail> details(Path path, List<Problem> problems) {
        return problems.stream()
                .map(problem -> new CliFailure.Detail(
                        path.resolve(problem.file()).toString(), problem.line(), problem.field(), problem.message()))
                .toList();
    }

    private static String count(int mistakes) {
        return mistakes == 1 ? "1 mistake" : mistakes + " mistakes";
    }
}
