package dev.belay.worker.plan.domain;

import dev.belay.contracts.canonical.Digest;
import java.util.Optional;

/** The event id of a task as issued: each issue is an event of its own, and the id alone tells which task it is. */
public final class TaskIssue {

    private static final char SEPARATOR = '/';

    private TaskIssue() {}

    public static String eventId(Digest task, int issue) {
        return task.value() + SEPARATOR + issue;
    }

    /** For a record of which nothing else can be read. */
    public static Optional<Digest> taskOf(String eventId) {
        int end = eventId.indexOf(SEPARATOR);
        try {
            return end < 0 ? Optional.empty() : Optional.of(new Digest(eventId.substring(0, end)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
