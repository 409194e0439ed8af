package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.dryrun.PromptfooQuestion;
import dev.belay.evaluation.promptfoo.AssertionEntry;
import dev.belay.evaluation.promptfoo.AssertionEntry.Group;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a folder asks the model what promptfoo asks it, and its assertions read the same: found by doing both. */
final class SameQuestion {
    private final PromptTemplate template;

    SameQuestion(PromptDocument prompt) {
        this.template = PromptTemplate.of(prompt);
    }

    /** What differs, in the words of whoever reads the report. */
    Optional<String> difference(Step step, Case evalCase) {
        var question = PromptfooQuestion.of(step);
        if (question.isEmpty()) {
            return Optional.of("promptfoo makes a test an error, since its prompt cannot be rendered or is no chat");
        }
        try {
            if (!question.get().messages().equals(template.render(evalCase.vars()))) {
                return Optional.of("the model would be asked something else than by promptfoo");
            }
        } catch (TemplateFailed failed) {
            return Optional.of("the prompt cannot be rendered: " + failed.getMessage());
        }
        return values(step.entry().assertions())
                .filter(value -> !printed(value, question.get().vars()).equals(printed(value, evalCase.vars())))
                .findFirst()
                .map(value -> "an assertion's value would be another than with promptfoo: " + value);
    }

    private static Stream<String> values(List<AssertionEntry> assertions) {
        return assertions.stream()
                .flatMap(entry -> switch (entry) {
                    case One one -> Stream.of(one);
                    case Group group -> group.assertions().stream();
                })
                .map(one -> one.assertion().value())
                .flatMap(SameQuestion::texts);
    }

    private static Stream<String> texts(@org.jspecify.annotations.Nullable JsonNode value) {
        if (value == null) {
            return Stream.empty();
        }
        return value.isTextual()
                ? Stream.of(value.textValue())
                : value.isArray()
                        ? value.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue)
                        : Stream.empty();
    }

    /** A value that cannot be rendered is an error with either. */
    private static Optional<String> printed(String value, Map<String, JsonNode> vars) {
        try {
            return Optional.of(Nunjucks.render(value, vars));
        } catch (TemplateFailed failed) {
            return Optional.empty();
        }
    }
}
