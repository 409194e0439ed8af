package dev.belay.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills in variables: here where that is what the evaluation would make of it, and else by the edge. */
final class Rendering {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Function<String, HttpRequest.Builder> request;

    Rendering(HttpClient http, Function<String, HttpRequest.Builder> request) {
        this.http = http;
        this.request = request;
    }

    List<Message> render(LivePrompt prompt, Map<String, ?> variables) {
        var values = asJson(variables);
        if (!prompt.template().equals("mustache")) {
            return byTheEdge(prompt, values);
        }
        var rendered = new ArrayList<Message>();
        for (var message : prompt.document().path("messages")) {
            var body = rendered(message, values);
            if (body == null) {
                return byTheEdge(prompt, values);
            }
            rendered.add(new Message(message.path("role").asText(), body));
        }
        return List.copyOf(rendered);
    }

    /** Through its text, as the edge would get it: a float, or bytes, are something else in a tree that was never text. */
    private static ObjectNode asJson(Map<String, ?> variables) {
        try {
            return JSON.readValue(JSON.writeValueAsBytes(variables), ObjectNode.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("variables: not values that JSON has: " + e.getMessage(), e);
        }
    }

    /** Each text in it is a template of its own; null where one is not simple. */
    private static @Nullable JsonNode rendered(JsonNode value, ObjectNode variables) {
        if (value.isTextual()) {
            var template = Mustache.of(value.textValue());
            return template == null ? null : JSON.getNodeFactory().textNode(template.render(variables));
        }
        if (value.isArray()) {
            var list = JSON.createArrayNode();
            for (var element : value) {
                var each = rendered(element, variables);
                if (each == null) {
                    return null;
                }
                list.add(each);
            }
            return list;
        }
        if (value.isObject()) {
            var object = JSON.createObjectNode();
            for (var member : value.properties()) {
                var each = rendered(member.getValue(), variables);
                if (each == null) {
                    return null;
                }
                object.set(member.getKey(), each);
            }
            return object;
        }
        return value;
    }

    private List<Message> byTheEdge(LivePrompt prompt, ObjectNode variables) {
        var order = JSON.createObjectNode();
        order.set("variables", variables);
        if (prompt.targetingKey() != null) {
            order.put("targetingKey", prompt.targetingKey());
        }
        try {
            var response = http.send(
                    request.apply("/v1/live/" + prompt.name() + "/render?environment="
                                    + URLEncoder.encode(prompt.environment(), StandardCharsets.UTF_8))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(order.toString()))
                            .build(),
                    BodyHandlers.ofString());
            return messages(prompt, response.statusCode(), response.body());
        } catch (IOException e) {
            throw new EdgeAway(
                    "this template has to be rendered by the edge (" + prompt.template() + "), which does not answer: "
                            + e,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EdgeAway("interrupted while the edge renders", e);
        }
    }

    private static List<Message> messages(LivePrompt prompt, int status, String body) throws JsonProcessingException {
        if (status != 200) {
            throw new EdgeAway("the edge answers " + status + ": " + body);
        }
        var answer = JSON.readTree(body);
        if (!answer.path("version").path("digest").asText().equals(prompt.digest())) {
            throw new EdgeAway("the edge has " + answer.path("version") + " by now, not version " + prompt.version());
        }
        var messages = new ArrayList<Message>();
        answer.path("messages")
                .forEach(
                        message -> messages.add(new Message(message.path("role").asText(), message)));
        return List.copyOf(messages);
    }
}
