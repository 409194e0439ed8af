package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one folder of a call came to. */
sealed interface FolderResult {

    Path folder();

    int exitCode();

    /** Null when it was not published. */
    default @Nullable PublishResult resultOrNull() {
        return switch (this) {
            case Done done -> done.result();
            case Failed failed -> null;
            case Lost lost -> lost.result();
        };
    }

    default @Nullable CliFailure failureOrNull() {
        return switch (this) {
            case Done done -> null;
            case Failed failed -> failed.failure();
            case Lost lost -> lost.failure();
        };
    }

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

    /** Published, but the platform was away too long to see the end of it. */
    record Lost(Path folder, PublishResult result, CliFailure failure) implements FolderResult {

        @Override
        public int exitCode() {
            return failure.exitCode();
        }
    }

    /** Without the platform nothing is known for sure; then a mistake counts most, a rejection, what is undecided. */
    static int exitCode(List<FolderResult> results) {
        var codes = results.stream().map(FolderResult::exitCode).toList();
        return List.of(ExitCode.INFRASTRUCTURE, ExitCode.USAGE, ExitCode.REJECTED, ExitCode.UNDECIDED).stream()
                .filter(codes::contains)
                .findFirst()
                .orElse(ExitCode.OK);
    }
}
