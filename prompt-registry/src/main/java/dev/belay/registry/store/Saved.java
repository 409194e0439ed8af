package dev.belay.registry.store;

import dev.belay.registry.domain.Excerpt;
import dev.belay.registry.domain.Proven;

/** What came of an attempt to change what the registry holds. Unless it is {@link Done}, nothing was changed. */
public sealed interface Saved<T> {

    record Done<T>(T what) implements Saved<T> {}

    /** There is no such prompt, version, case or change. */
    record NotFound<T>(String what) implements Saved<T> {}

    /** The very content was erased, and does not come back by being sent again. */
    record ContentErased<T>(StoredContent.Erased erasure) implements Saved<T> {}

    /** Neither folder nor registry has criteria. */
    record NoCriteria<T>() implements Saved<T> {}

    /** Cases that stay in the suite lack variables that the prompt uses. */
    record Unfit<T>(Excerpt<MissingVariable> missing) implements Saved<T> {}

    /** @param what that only a PM may publish */
    record NotByPm<T>(String what) implements Saved<T> {}

    /** The examples of the criteria do not prove what they stand for, or nobody knows. */
    record Unproven<T>(Proven proven) implements Saved<T> {}

    /** What was to be changed is not, or no longer, what it was taken for. */
    record Conflict<T>(String reason) implements Saved<T> {}

    /** A variable of the prompt for which a case has no value. */
    record MissingVariable(String caseId, String variable) {}
}
