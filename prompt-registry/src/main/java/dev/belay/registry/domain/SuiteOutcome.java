package dev.belay.registry.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.SuitePublished;
import org.jspecify.annotations.Nullable;

/**
 * The suite that holds after cases were merged into it, or one was removed.
 *
 * @param number the same as before when nothing changed
 * @param cases how many it has
 * @param merged what became of those that were sent
 */
public record SuiteOutcome(int number, Digest digest, int cases, boolean isNew, MergedCases merged) {

    /** @param digest of what the suite says now */
    public static SuiteOutcome of(@Nullable CurrentSuite current, Digest digest, int cases, MergedCases merged) {
        if (current != null && digest.equals(current.digest())) {
            return new SuiteOutcome(current.number(), digest, cases, false, merged);
        }
        return new SuiteOutcome(current == null ? 1 : current.number() + 1, digest, cases, true, merged);
    }

    public SuitePublished published(String prompt, String actor) {
        return new SuitePublished(prompt, number, digest, cases, actor);
    }
}
