package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.Weakening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the criteria in a folder. The registry's are never changed unawares, nor by anyone but a PM. */
public sealed interface CriteriaOutcome {

    /** Of criteria that were sent. */
    sealed interface Sent extends CriteriaOutcome {}

    /** @param number of the new criteria */
    record Published(int number, Digest digest, CriteriaDocument document) implements Sent {}

    record Unchanged(CurrentCriteria current) implements Sent {}

    /** The registry's stay; what was sent is shown beside them. */
    record Skipped(CurrentCriteria current, CriteriaDocument sent, Obstacle obstacle) implements Sent {}

    /** None were sent, so the registry's hold. */
    record NotSent(CurrentCriteria current) implements CriteriaOutcome {}

    /** The registry has none, and the first ones are a PM's to publish, too: nothing can be decided. */
    record NotByPm() implements Sent {}

    /** None were sent, and the registry has none: nothing can be decided. */
    record Missing() implements CriteriaOutcome {}

    enum Obstacle {
        NOT_A_PM,
        REGISTRY_MOVED_ON
    }

    /**
     * @param sent as in the folder; absent when it has none
     * @param base the digest of the criteria that the folder was pulled at; absent when it never was
     */
    static CriteriaOutcome of(
            @Nullable CurrentCriteria current, Actor actor, @Nullable CriteriaDocument sent, @Nullable Digest base) {
        if (sent != null) {
            return ofSent(current, actor, sent, base);
        }
        return current == null ? new Missing() : new NotSent(current);
    }

    /** How what holds from now on demands less than what held before; nothing where nothing new holds. */
    default List<Weakening> weakens(@Nullable CurrentCriteria before) {
        return before != null && this instanceof Published published
                ? Weakening.of(before.document(), published.document())
                : List.of();
    }

    /** As {@link #of}. */
    static Sent ofSent(@Nullable CurrentCriteria current, Actor actor, CriteriaDocument sent, @Nullable Digest base) {
        var digest = Content.of(sent).digest();
        if (current == null) {
            return actor.pm() ? new Published(1, digest, sent) : new NotByPm();
        }
        if (digest.equals(current.digest())) {
            return new Unchanged(current);
        }
        if (!actor.pm()) {
            return new Skipped(current, sent, Obstacle.NOT_A_PM);
        }
        if (!current.digest().equals(base)) {
            return new Skipped(current, sent, Obstacle.REGISTRY_MOVED_ON);
        }
        return new Published(current.number() + 1, digest, sent);
    }
}
