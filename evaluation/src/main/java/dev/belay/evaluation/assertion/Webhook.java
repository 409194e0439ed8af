package dev.belay.evaluation.assertion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.provider.BoundedBody;
import dev.belay.evaluation.template.Nunjucks;
import dev.belay.evaluation.template.TemplateFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one door for a team's own code: {@code {output, context: {prompt, vars}}} is posted to the value of the assertion,
 * and {@code {pass, score, reason}} comes back.
 *
 * <p>A service that does not answer, or not like this, is an error and no verdict; promptfoo calls it a failed assertion,
 * and so lets a broken service fail a good prompt.
 */
final class Webhook {
    static final String TYPE = "webhook";
    private static final String NEGATED = "not-" + TYPE;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private Webhook() {}

    static boolean judges(String type) {
        return type.equals(TYPE) || type.equals(NEGATED);
    }

    /** What is wrong with the assertion whatever the output is. */
    static Optional<String> problemOf(JsonNode value) {
        if (!value.isTextual()) {
            return Optional.of("the value must be the address to post to, like https://checks.example/tone");
        }
        var text = value.textValue().strip();
        boolean template = text.contains("{{") || text.contains("{%");
        return template || Webhooks.address(text).isPresent()
                ? Optional.empty()
                : Optional.of("the value \"" + text
                        + "\" (expected: http:// or https:// with a host, and without a user name)");
    }

    static Verdict judge(Assertion assertion, Exchange exchange, Webhooks webhooks) {
        var value = assertion.value();
        if (value == null || !value.isTextual()) {
            return new Verdict.Errored("the value must be the address to post to");
        }
        try {
            var address = Webhooks.address(
                    Nunjucks.render(value.textValue(), exchange.vars()).strip());
            if (address.isEmpty()) {
                return new Verdict.Errored("the value is no address (expected: https://…)");
            }
            var refusal = webhooks.refusal(address.get());
            return refusal.isPresent()
                    ? new Verdict.Errored(refusal.get())
                    : verdict(assertion, answer(address.get(), exchange));
        } catch (TemplateFailed noAddress) {
            return new Verdict.Errored("the address cannot be read: " + noAddress.getMessage());
        } catch (TimeoutException late) {
            return new Verdict.Errored("the service did not answer in " + PATIENCE.toSeconds() + " s");
        } catch (IOException fault) {
            return new Verdict.Errored(
                    "the service did not answer: " + fault.getClass().getSimpleName());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Verdict.Errored("interrupted while waiting for the service");
        }
    }

    private static HttpResponse<String> answer(URI address, Exchange exchange)
            throws IOException, InterruptedException, TimeoutException {
        var body = JsonNodeFactory.instance.objectNode();
        var structured = exchange.output().response().structured();
        body.set(
                "output",
                structured == null ? TextNode.valueOf(exchange.output().text()) : structured);
        var context = body.putObject("context").put("prompt", exchange.prompt() == null ? "" : exchange.prompt());
        context.putObject("vars").setAll(exchange.vars());
        var post = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        var answer = CLIENT.sendAsync(post, head -> new BoundedBody());
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static Verdict verdict(Assertion assertion, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            return new Verdict.Errored("the service answered " + response.statusCode());
        }
        JsonNode said;
        try {
            said = EventJson.mapper().readTree(response.body());
        } catch (JsonProcessingException malformed) {
            return new Verdict.Errored("the service's answer is not JSON (expected: {pass, score, reason})");
        }
        if (!said.path("pass").isBoolean()
                || said.has("score") && !said.path("score").isNumber()) {
            return new Verdict.Errored("the service's answer is something else (expected: {pass, score, reason})");
        }
        boolean inverse = assertion.type().equals(NEGATED);
        boolean pass = said.path("pass").booleanValue() != inverse;
        double score = pass ? 1 : 0;
        if (said.has("score")) {
            score = inverse
                    ? 1 - said.path("score").doubleValue()
                    : said.path("score").doubleValue();
        }
        var weight = assertion.weight();
        if (pass || weight != null && weight == 0) {
            return new Verdict.Passed(score);
        }
        var reason = said.path("reason").asText("");
        return new Verdict.Failed(score, reason.isEmpty() ? "the service says no" : reason);
    }
}
