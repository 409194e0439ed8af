package dev.belay.evaluation.importing;

import dev.belay.evaluation.promptfoo.Obstacle;
import java.nio.file.Path;
import java.util.List;

/**
 * What one configuration becomes.
 *
 * @param folders none when it cannot be imported
 * @param obstacles all that is lost or has to be looked at, by file and line
 */
public record ImportDraft(Path file, List<FolderDraft> folders, List<Obstacle> obstacles) {

    public enum Status {
        AS_IT_IS,
        NEEDS_EDIT,
        CANNOT
    }

    public ImportDraft {
        folders = List.copyOf(folders);
        obstacles = List.copyOf(obstacles);
    }

    public Status status() {
        if (obstacles.stream().anyMatch(each -> each.kind() == Obstacle.Kind.CANNOT)) {
            return Status.CANNOT;
        }
        boolean edit = obstacles.stream().anyMatch(each -> each.kind() == Obstacle.Kind.NEEDS_EDIT);
        return edit ? Status.NEEDS_EDIT : Status.AS_IT_IS;
    }
}
