package dev.belay.evaluation.judging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Coercion;
import dev.belay.evaluation.yaml.EmbeddedObjects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A judge's JSON: the first object in its reply, whatever stands around it, read as leniently as promptfoo reads it.
 *
 * @param pass true where the judge gave a score and no word on passing
 * @param score 1 or 0 by {@code pass} where the judge gave none that is a number; otherwise as given, also beyond 1
 * @param reason empty where the judge gave none
 */
record JudgeReply(boolean pass, double score, String reason) {
    private static final Pattern YES = Pattern.compile("true|yes|pass|y", Pattern.CASE_INSENSITIVE);

    /**
     * Unlike promptfoo, for which an object that says neither is a pass: what was cut off or is about something else says
     * nothing of the output.
     */
    static JudgeReply in(String text) {
        var object = object(text);
        var pass = object.path("pass");
        var score = object.path("score");
        boolean unsaid = pass.isMissingNode() || pass.isNull();
        if (unsaid && (score.isNull() || !Double.isFinite(Coercion.number(score)))) {
            throw new NotJudged("the judge's JSON has neither pass nor score", text);
        }
        boolean passes = unsaid
                || (pass.isBoolean()
                        ? pass.booleanValue()
                        : YES.matcher(Coercion.text(pass)).matches());
        double number = Coercion.number(score);
        return new JudgeReply(passes, Double.isFinite(number) ? number : passes ? 1 : 0, reason(object.path("reason")));
    }

    static JsonNode object(String text) {
        return EmbeddedObjects.in(text).stream()
                .findFirst()
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new NotJudged("the judge's reply has no JSON object in it", text));
    }

    static String reason(JsonNode reason) {
        return Coercion.truthy(reason) ? Coercion.text(reason) : "";
    }

    JudgeReply under(@Nullable Double threshold) {
        return threshold == null ? this : new JudgeReply(pass && score >= threshold, score, reason);
    }
}
