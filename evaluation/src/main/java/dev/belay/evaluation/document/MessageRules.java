package dev.belay.evaluation.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.evaluation.template.PromptTemplate;
import java.util.List;
import java.util.regex.Pattern;

/** What the messages of a prompt must be like. */
final class MessageRules {

    private static final List<String> ROLES = List.of("system", "developer", "user", "assistant", "tool");
    private static final String SOME_ROLE = "system, developer, user, assistant or tool";
    private static final Pattern FUNCTION = Pattern.compile("function");

    private static final FieldNames MESSAGE = FieldNames.of("role", "content", "name", "toolCalls", "toolCallId")
            .meaning("content", "text", "message", "value", "parts")
            .meaning("toolCalls", "tool_calls", "calls")
            .meaning("toolCallId", "tool_call_id");
    private static final FieldNames TEXT_PART = FieldNames.of("type", "text");
    private static final FieldNames IMAGE_PART = FieldNames.of("type", "image_url");
    private static final FieldNames CALL = FieldNames.of("id", "type", "function");
    private static final FieldNames CALLED = FieldNames.of("name", "arguments");

    private MessageRules() {}

    static void check(Field messages, Template engine) {
        var all = messages.elements();
        if (messages.value().isArray() && all.isEmpty()) {
            messages.refuse("empty; write at least one {role, content}");
        }
        all.stream().filter(message -> message.isObject(MESSAGE)).forEach(MessageRules::message);
        for (var message : all) {
            PromptTemplate.errorsOf(List.of(texts(message.value())), engine)
                    .forEach(error ->
                            message.at("content").refuse("not a " + title(engine) + " template: " + error.reason()));
        }
    }

    /** Of a message that may be wrong in any other way. */
    static Message texts(JsonNode message) {
        return new Message(
                Role.USER,
                message.get("content"),
                null,
                message.get("toolCalls"),
                message.path("toolCallId").textValue());
    }

    private static String title(Template engine) {
        return switch (engine) {
            case MUSTACHE -> "Mustache";
            case NUNJUCKS -> "Nunjucks";
        };
    }

    private static void message(Field message) {
        var role = message.at("role").required(SOME_ROLE);
        role.text().filter(name -> !ROLES.contains(name)).ifPresent(name -> role.expected(SOME_ROLE));
        var word = role.value().asText("");
        message.at("name").text();
        var calls = message.at("toolCalls");
        calls(calls, word);
        var answers = message.at("toolCallId");
        if (word.equals("tool")) {
            answers.required("the id of the call that it answers").text();
        } else if (answers.present()) {
            answers.refuse("only a message of role tool answers a call; remove it");
        }
        if (!calls.present() || message.at("content").present()) {
            content(message.at("content").required("the text of the message"));
        }
    }

    private static void content(Field content) {
        if (!content.value().isArray()) {
            content.text();
            return;
        }
        if (content.value().isEmpty()) {
            content.refuse("empty; write a text, or at least one part like {type: text, text: …}");
        }
        ExactNumbers.check(content);
        for (var part : content.elements()) {
            switch (part.value().path("type").asText("")) {
                case "text" -> {
                    part.isObject(TEXT_PART);
                    part.at("text").required("the text of the part").text();
                }
                case "image_url" -> {
                    part.isObject(IMAGE_PART);
                    var url = part.at("image_url")
                            .required("like {url: https://…}")
                            .at("url");
                    url.required("the image's address, or data:image/…").text();
                }
                default -> part.expected("{type: text, text: …} or {type: image_url, image_url: {url: …}}");
            }
        }
    }

    private static void calls(Field calls, String role) {
        if (calls.present() && !role.equals("assistant")) {
            calls.refuse("only a message of role assistant calls tools; remove it");
            return;
        }
        for (var call : calls.elements()) {
            if (call.isObject(CALL)) {
                call.at("id")
                        .required("an id, which the message that answers repeats")
                        .text();
                call.at("type").required("function").text(FUNCTION, "function");
                var function = call.at("function").required("{name, arguments}");
                if (function.present() && function.isObject(CALLED)) {
                    function.at("name").required("the function's name").text();
                    function.at("arguments")
                            .required("its arguments, as JSON in quotes")
                            .text();
                }
            }
        }
    }
}
