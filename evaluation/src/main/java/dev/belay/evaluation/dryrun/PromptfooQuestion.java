package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.evaluation.dryrun.ChatMessages.NoChat;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What promptfoo sends for one step that depends on no other's output.
 *
 * @param vars as its assertions see them
 * @param printed the same, as its prompt prints them
 */
public record PromptfooQuestion(List<Message> messages, Map<String, JsonNode> vars, Map<String, JsonNode> printed) {

    /** Nothing where promptfoo sends nothing, and makes the test an error. */
    public static Optional<PromptfooQuestion> of(Step step) {
        try {
            var rendered = PromptRendering.render(step.template(), step.values(), Map.of());
            return Optional.of(
                    new PromptfooQuestion(ChatMessages.of(rendered.text()), rendered.vars(), rendered.printed()));
        } catch (TemplateFailed | NoChat nothing) {
            return Optional.empty();
        }
    }

    /** A text with a tag that does not close in its line is sent as it is; this is the template that does so. */
    public static String template(String text) {
        return PromptRendering.closed(text);
    }
}
