package dev.belay.evaluation.judging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.javascript.JsonText;
import dev.belay.evaluation.javascript.NotJson;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One judgement under way: asks, and keeps account of what was asked. */
final class Enquiry {
    private final Judge judge;
    private final List<JudgePrompt> prompts;
    private final List<Digest> asked = new ArrayList<>();

    private Enquiry(Judge judge, List<JudgePrompt> prompts) {
        this.judge = judge;
        this.prompts = prompts;
    }

    /**
     * What a judgement comes to before {@code not-} is applied.
     *
     * @param reason for people
     */
    record Grade(boolean pass, double score, String reason) {

        /** Not negative and not beyond 1, so that a score of 2 does not become one of -1. */
        Grade inverted() {
            return new Grade(!pass, Math.clamp(1 - score, 0, 1), reason);
        }
    }

    /**
     * @param prompts that the judge will be told, by what the file says of grading
     * @param grade asks and concludes
     */
    static Judgement run(
            Judge judge,
            boolean inverse,
            Function<Grading, List<JudgePrompt>> prompts,
            Function<Enquiry, Grade> grade) {
        var enquiry = new Enquiry(judge, List.of());
        try {
            enquiry = new Enquiry(judge, prompts.apply(judge.grading()));
            var found = grade.apply(enquiry);
            var said = inverse ? found.inverted() : found;
            return new Judgement.Found(said.pass(), said.score(), said.reason(), enquiry.by());
        } catch (NotJudged unusable) {
            return new Judgement.Unusable(unusable.why(), unusable.reply(), enquiry.by());
        }
    }

    /** One prompt, which the file may replace. */
    static Function<Grading, List<JudgePrompt>> replaceable(JudgePrompt own) {
        return grading -> {
            var written = grading.rubricPrompt();
            boolean said = written != null
                    && (written.isTextual() ? !written.textValue().isEmpty() : !written.isEmpty());
            return List.of(said ? JudgePrompt.written(written) : own);
        };
    }

    Judge judge() {
        return judge;
    }

    JudgePrompt prompt(int index) {
        return prompts.get(index);
    }

    /** The judge's text, never empty. */
    String ask(JudgePrompt prompt, Map<String, JsonNode> material) {
        return ask(prompt, material, judge.sample());
    }

    /** @param sample of the same question; another asks once more */
    String ask(JudgePrompt prompt, Map<String, JsonNode> material, int sample) {
        var request = new CompletionRequest(
                judge.endpoint(), judge.model(), prompt.filled(material), null, null, sample, judge.epoch());
        asked.add(request.digest());
        return switch (judge.asking().ask(request)) {
            case Answer.Fault(var kind, var message, var retryable) ->
                throw new NotJudged("the judge gave no reply (%s): %s".formatted(kind.word(), message));
            case Answer.Reply reply when reply.refused() -> throw new NotJudged("the judge refused to judge");
            case Answer.Reply reply
            when reply.text().isEmpty() ->
                throw new NotJudged(
                        "the judge's reply is empty (it ended with \"%s\")".formatted(reply.finishReason()));
            case Answer.Reply reply -> reply.text();
        };
    }

    JudgedBy by() {
        var model = judge.model();
        var told = Map.of("model", model, "prompts", prompts);
        return new JudgedBy(
                model.provider(),
                model.name(),
                CanonicalJson.of(told, EventJson.mapper()).digest(),
                asked);
    }

    /** What promptfoo makes of an output before it is filled in: its value where it is JSON. */
    static JsonNode parsed(String output) {
        try {
            return JsonText.parse(output);
        } catch (NotJson text) {
            return TextNode.valueOf(output);
        }
    }
}
