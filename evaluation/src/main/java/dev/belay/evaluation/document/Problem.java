package dev.belay.evaluation.document;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in a file of a prompt folder.
 *
 * @param file relative to the folder, with {@code /}
 * @param line from 1; absent when the file as a whole is meant
 * @param field path within the document, like {@code mustNot[1].detect.value}; absent likewise
 * @param message what is wrong and what to do
 */
public record Problem(
        String file, @Nullable Integer line, @Nullable String field, String message) {

    /** {@code criteria.yaml:12: mustNot[1].detect: …} */
    @Override
    public String toString() {
        return file + (line == null ? "" : ":" + line) + ": " + (field == null ? "" : field + ": ") + message;
    }
}
