package dev.belay.evaluation.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.pacing.RateHeaders;
import dev.belay.evaluation.pacing.RetryAfter;
import dev.belay.evaluation.pacing.Sign;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What statuses, headers and bodies of servers mean. */
final class Responses {

    /** Enough of a server's message to act on. */
    private static final int REASON_LENGTH = 300;

    /** OpenAI's word for an account without money, which comes as 429 and no wait helps against. */
    private static final String NO_MONEY = "insufficient_quota";

    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    /** Anthropic's status for a service without capacity. */
    private static final int OVERLOADED = 529;

    private Responses() {}

    static Attempt judged(Server server, HttpCall call, HttpResponse<String> response, long latencyMs, Instant now) {
        int status = response.statusCode();
        var allowance = RateHeaders.read(name -> response.headers().firstValue(name), now);
        if (status / 100 == 2) {
            return Attempt.last(call.reading().read(response.body(), latencyMs), new Sign.Fine(allowance));
        }
        var wait = response.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.parse(value, now))
                .orElse(null);
        boolean noMoney = status == TOO_MANY && response.body().contains(NO_MONEY);
        boolean again = !noMoney && (status == TOO_MANY || status == TIMED_OUT || status >= 500);
        var said = call.where() + " answered " + status + reasonIn(response.body())
                + call.wayOut().of(status);
        var fault = new Fault(noMoney ? Kind.NOT_ALLOWED : kind(status), server.withoutKey(said), again);
        return new Attempt(fault, again, wait, sign(status, wait, allowance, now));
    }

    private static Kind kind(int status) {
        return switch (status) {
            case TOO_MANY -> Kind.RATE_LIMITED;
            case TIMED_OUT -> Kind.TIMEOUT;
            case 401, 403 -> Kind.NOT_ALLOWED;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.BAD_REQUEST;
        };
    }

    private static Sign sign(int status, @Nullable Duration wait, Sign.@Nullable Allowance allowance, Instant now) {
        boolean throttled = status == TOO_MANY || status == OVERLOADED || (status == UNAVAILABLE && wait != null);
        return throttled ? new Sign.Throttled(wait == null ? null : now.plus(wait), allowance) : new Sign.Broken();
    }

    /** A server's own words, after a colon and cut to a readable length; empty when it has none. */
    static String reasonIn(String body) {
        var said = "";
        try {
            var root = EventJson.mapper().readTree(body);
            var error = (root.isArray() ? root.path(0) : root).path("error");
            said = error.isTextual() ? error.textValue() : error.path("message").asText("");
        } catch (JsonProcessingException e) {
            said = body.stripLeading().startsWith("<") ? "" : body;
        }
        var line = said.replaceAll("\\s+", " ").strip();
        if (line.isEmpty()) {
            return "";
        }
        return ": " + (line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH) + "…");
    }

    static Optional<JsonNode> json(String body) {
        try {
            return Optional.of(EventJson.mapper().readTree(body)).filter(root -> !root.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static Fault notJson(String body) {
        return badReply("the reply is not JSON (" + body.length() + " characters), perhaps cut off");
    }

    static Fault badReply(String message) {
        return new Fault(Kind.BAD_REPLY, message, true);
    }

    static Fault filtered(String message) {
        return new Fault(Kind.CONTENT_FILTER, message, false);
    }

    static @Nullable Integer count(JsonNode usage, String member) {
        var tokens = usage.path(member);
        return tokens.canConvertToInt() && tokens.intValue() >= 0 ? tokens.intValue() : null;
    }

    /** Null where {@code first} was not counted; the others add to it where they were. */
    static @Nullable Integer sum(JsonNode usage, String first, String... others) {
        var sum = count(usage, first);
        for (var other : others) {
            var more = count(usage, other);
            sum = sum == null || more == null ? sum : Integer.valueOf(sum + more);
        }
        return sum;
    }
}
