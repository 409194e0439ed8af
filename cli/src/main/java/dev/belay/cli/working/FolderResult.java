package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;

/** What one folder of a call came to. */
sealed interface FolderResult {

    Path folder();

    int exitCode();

    /** Published, and decided where somebody watched. */
    record Done(Path folder, PublishResult result) implements FolderResult {

        @Override
        public int exitCode() {
            var outcome = result.outcome();
            return outcome == null ? ExitCode.OK : outcome.run().state().exitCode();
        }
    }

    /** Not published: mistakes in its files, or the registry refuses it. */
    record Failed(Path folder, CliFailure failure) implements FolderResult {

        @Override
        public int exitCode() {
            return failure.exitCode();
        }
    }

    /** A mistake counts most, then a rejection, then what is undecided. */
    static int exitCode(List<FolderResult> results) {
        var codes = results.stream().map(FolderResult::exitCode).toList();
        return List.of(ExitCode.USAGE, ExitCode.REJECTED, ExitCode.UNDECIDED).stream()
                .filter(codes::contains)
                .findFirst()
                .orElse(ExitCode.OK);
    }
}
