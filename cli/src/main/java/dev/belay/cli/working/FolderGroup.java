package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.contracts.change.ChangeEvent.Together;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folders whose changes are decided all or none. */
final class FolderGroup {

    private FolderGroup() {}

    /**
     * Reads every folder whole, so that one with a mistake leaves all of them unpublished. Null for a folder alone, which needs no
     * group.
     */
    static @Nullable Together of(List<Path> folders) {
        var prompts = new TreeSet<String>();
        for (var folder : folders) {
            prompts.add(WorkingCopy.read(folder).name().value());
        }
        return prompts.size() < 2
                ? null
                : new Together("tg-" + UUID.randomUUID().toString().substring(0, 13), prompts);
    }

    /** What a member that proposes nothing means for the others: there would be nothing to release with them. */
    static CliFailure unchanged(String prompt) {
        return CliFailure.badInput(
                prompt + " is as it was: there is nothing of it to decide together with the others",
                "Publish the others without it.",
                List.of());
    }
}
