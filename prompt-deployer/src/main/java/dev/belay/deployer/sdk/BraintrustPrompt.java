package dev.belay.deployer.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;
import java.math.BigInteger;
import java.util.Locale;

/** A prompt as the clients of Braintrust read it: {@code GET /v1/prompt}. Ids are UUIDs, or their client refuses the whole. */
final class BraintrustPrompt {

    /** Theirs are a hundred trillion and more; they sort as deployments do. */
    private static final long FIRST_TRANSACTION = 1_000_000_000_000_000_000L;

    /** How their documents write a transaction in 16 hexadecimal digits: times this, modulo 2^64. */
    private static final BigInteger COPRIME = BigInteger.valueOf(205_891_132_094_649L);

    private BraintrustPrompt() {}

    static String id(String prompt) {
        return Served.uuid("braintrust prompt " + prompt).toString();
    }

    static String project(String team) {
        return Served.uuid("braintrust project " + team).toString();
    }

    static String transaction(Served served) {
        return Long.toString(FIRST_TRANSACTION + served.live().number());
    }

    /** Whether {@code version} names what is live, in either of the two ways in which they write it. */
    static boolean isVersion(String version, Served served) {
        var transaction = new BigInteger(transaction(served));
        var pretty = String.format(
                Locale.ROOT, "%016x", transaction.multiply(COPRIME).mod(BigInteger.ONE.shiftLeft(Long.SIZE)));
        return version.equals(transaction.toString()) || version.equalsIgnoreCase(pretty);
    }

    static ObjectNode of(Served served) {
        var prompt = EventJson.mapper().createObjectNode();
        prompt.put("id", id(served.prompt()))
                .put("_xact_id", transaction(served))
                .put("project_id", project(served.team()))
                .put("log_id", "p")
                .put("org_id", project(served.team()))
                .put("name", served.name())
                .put("slug", served.name())
                .putNull("description")
                .put("created", served.live().since().toString());
        prompt.set("prompt_data", data(served));
        prompt.putArray("tags");
        prompt.set("metadata", EventJson.mapper().valueToTree(served.trace()));
        prompt.putNull("function_type");
        return prompt;
    }

    private static ObjectNode data(Served served) {
        var data = EventJson.mapper().createObjectNode();
        var chat = data.putObject("prompt").put("type", "chat");
        var messages = chat.putArray("messages");
        served.document()
                .messages()
                .forEach(message -> messages.addObject()
                        .put("role", message.role().name().toLowerCase(Locale.ROOT))
                        .put("content", message.content()));
        if (served.document().tools() != null) {
            chat.put("tools", served.document().tools().toString());
        }
        var options =
                data.putObject("options").put("model", served.document().model().name());
        options.set("params", EventJson.mapper().valueToTree(served.parameters()));
        options.put("position", "a");
        data.putNull("parser").putNull("tool_functions").putNull("origin");
        data.put("template_format", served.document().templateOrDefault().wireName());
        return data;
    }
}
