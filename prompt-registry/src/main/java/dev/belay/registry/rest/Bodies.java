package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.evaluation.document.Documents.Checked;
import dev.belay.evaluation.document.FieldProblem;
import dev.belay.registry.RegistryConfig;
import dev.belay.registry.domain.Excerpt;
import dev.belay.registry.domain.Submission.Proposal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the bodies of requests have in common, checked by the rules that the CLI checks files by. */
final class Bodies {

    /** Of each case. */
    /** All of their changes are locked while they are decided. */
    private static final int MOST_TOGETHER = 20;

    private static final int MOST_SAMPLES = 20;

    private static final int MOST_AUTHORS = 200;

    private Bodies() {}

    static <T> T present(@Nullable T body) {
        if (body == null) {
            throw Problem.badRequest("the body is empty (expected: JSON)").thrown();
        }
        return body;
    }

    static JsonNode document(@Nullable JsonNode document) {
        if (document == null || document.isNull()) {
            throw invalid("/document", "the prompt is missing").thrown();
        }
        return document;
    }

    static @Nullable JsonNode orNull(@Nullable JsonNode document) {
        return document == null || document.isNull() ? null : document;
    }

    /** @param prompt as the path names it */
    static Checked sound(String prompt, Checked checked) {
        return sound(prompt, checked, Excerpt.none());
    }

    /** @param ofCases what is wrong with the cases that came along */
    static Checked sound(String prompt, Checked checked, Excerpt<FieldProblem> ofCases) {
        var problems = Excerpt.of(checked.problems()).plus(ofCases);
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems).thrown();
        }
        if (checked.prompt() != null && !checked.prompt().name().equals(prompt)) {
            throw invalid(
                            "/document/name",
                            "\"" + checked.prompt().name() + "\" is published at the address of \"" + prompt + "\"")
                    .thrown();
        }
        return checked;
    }

    private static Problem invalid(String pointer, String message) {
        return Problem.invalid(Excerpt.of(List.of(new FieldProblem(pointer, message))));
    }

    private static @Nullable Set<String> authors(@Nullable Set<String> authors) {
        if (authors == null || authors.isEmpty()) {
            return null;
        }
        if (authors.size() > MOST_AUTHORS) {
            throw Problem.badRequest(
                            "authors: %d of them (expected: at most %d)".formatted(authors.size(), MOST_AUTHORS))
                    .thrown();
        }
        return authors.stream().map(author -> Requests.text("authors", author)).collect(Collectors.toSet());
    }

    static Proposal proposal(
            String message,
            @Nullable Set<Aspect> aspects,
            @Nullable Boolean check,
            @Nullable BigDecimal budgetUsd,
            @Nullable Integer samples,
            @Nullable Set<String> authors,
            @Nullable Boolean whole,
            @Nullable Together together,
            RegistryConfig config) {
        if (samples != null && (samples < 1 || samples > MOST_SAMPLES)) {
            throw Problem.badRequest("samples: " + samples + " (expected: 1 to " + MOST_SAMPLES + ")")
                    .thrown();
        }
        if (budgetUsd != null && budgetUsd.signum() < 0) {
            throw Problem.badRequest("budgetUsd: " + budgetUsd + " (expected: >= 0)")
                    .thrown();
        }
        return new Proposal(
                Requests.text("message", message),
                aspects == null ? Set.of() : aspects,
                check != null && check,
                budgetUsd == null ? config.defaultBudgetUsd() : budgetUsd,
                samples,
                authors(authors),
                whole != null && whole,
                together);
    }

    /** @param prompt whose change it is to be */
    static @Nullable Together together(String prompt, @Nullable Together together) {
        if (together == null) {
            return null;
        }
        Requests.text("together.group", together.group());
        if (together.prompts().size() < 2 || together.prompts().size() > MOST_TOGETHER) {
            throw Problem.badRequest("together.prompts: %d (expected: 2 to %d prompts)"
                            .formatted(together.prompts().size(), MOST_TOGETHER))
                    .thrown();
        }
        if (!together.prompts().contains(prompt)) {
            throw Problem.badRequest(
                            "together.prompts: %s (expected: %s among them)".formatted(together.prompts(), prompt))
                    .thrown();
        }
        return together;
    }
}
