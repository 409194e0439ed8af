package dev.belay.evaluation.document;

/**
 * A mistake in a document.
 *
 * @param pointer JSON Pointer (RFC 6901) into {@code {"document": …, "criteria": …, "cases": […]}}
 * @param message what is wrong and what to do
 */
public record FieldProblem(String pointer, String message) {}
