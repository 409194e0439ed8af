package dev.belay.registry.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A folder of a prompt that no other test knows, as the CLI would send it. */
final class Folder {

    static final String PM = "pm@care.example";
    static final String ENGINEER = "engineer@care.example";

    private final ObjectNode body = EventJson.mapper().createObjectNode();
    private final String prompt;

    private Folder(String prompt) {
        this.prompt = prompt;
    }

    static Folder ofANewPrompt() {
        return of("it/" + UUID.randomUUID()).withCriteria(0.9).withCase("a", "seen", "doctor");
    }

    static Folder of(String prompt) {
        var folder = new Folder(prompt);
        folder.body.put("message", "an edit");
        return folder.withText("Summarise.");
    }

    static String criteria(double passRate) {
        return """
                {"owner": "pm@care.example", "passRate": %s, "mustHave": [
                  {"id": "cites", "says": "cites a note", "assert": {"type": "contains", "value": "[1]"}}]}""".formatted(passRate);
    }

    static String document(String prompt, String text) {
        var document = EventJson.mapper().createObjectNode().put("name", prompt).put("model", "simulated:care");
        var messages = document.putArray("messages");
        messages.addObject().put("role", "system").put("content", text);
        messages.addObject().put("role", "user").put("content", "{{note}}");
        return document.toString();
    }

    String prompt() {
        return prompt;
    }

    Folder withText(String text) {
        return with("document", document(prompt, text));
    }

    Folder withCriteria(double passRate) {
        return with("criteria", criteria(passRate));
    }

    Folder withCase(String id, String... contained) {
        var each = body.withArray("cases").addObject().put("id", id);
        each.putObject("vars").put("note", "[1] note of " + id);
        var assertions = each.putArray("assert");
        for (var text : contained) {
            assertions.addObject().put("type", "contains").put("value", text);
        }
        return this;
    }

    Folder with(String field, @Nullable String json) {
        try {
            body.set(field, EventJson.mapper().readTree(String.valueOf(json)));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    Folder withText(String field, String value) {
        body.put(field, value);
        return this;
    }

    String json() {
        return body.toString();
    }

    ValidatableResponse publishedBy(String actor) {
        return OnTheRealStack.as(actor)
                .body(body.toString())
                .post("/v1/prompts/" + prompt + "/publications")
                .then();
    }
}
