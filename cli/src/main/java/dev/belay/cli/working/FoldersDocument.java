package dev.belay.cli.working;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belay.cli.CliFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code belay publish --output json} prints, for one folder or many or none.
 *
 * @param exitCode of the call
 * @param folders in the order in which they were published
 */
record FoldersDocument(int exitCode, List<Folder> folders) {

    /**
     * @param published absent when it was not published
     * @param error absent unless it was not published, or its end not seen
     */
    record Folder(
            String folder,
            int exitCode,
            @JsonUnwrapped @Nullable PublishResult published,
            @Nullable Error error) {}

    record Error(
            int exitCode,
            @Nullable String message,
            @Nullable String next,
            List<CliFailure.Detail> errors) {}

    static FoldersDocument of(List<FolderResult> results) {
        return new FoldersDocument(
                FolderResult.exitCode(results),
                results.stream().map(FoldersDocument::folder).toList());
    }

    private static Folder folder(FolderResult result) {
        var failure = result.failureOrNull();
        return new Folder(
                result.folder().toString(),
                result.exitCode(),
                result.resultOrNull(),
                failure == null
                        ? null
                        : new Error(failure.exitCode(), failure.getMessage(), failure.next(), failure.details()));
    }
}
