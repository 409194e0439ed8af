package dev.belay.registry.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.DocumentWriter;
import dev.belay.identity.Caller;
import dev.belay.registry.diff.UnifiedDiff;
import dev.belay.registry.diff.WordDiff;
import dev.belay.registry.diff.WordDiff.Piece;
import dev.belay.registry.store.ContentKind;
import dev.belay.registry.store.ContentStore;
import dev.belay.registry.store.PromptStore;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/prompts")
@Tag(name = "versions")
public class DiffResource {

    private final PromptStore prompts;
    private final ContentStore contents;
    private final Caller caller;

    DiffResource(PromptStore prompts, ContentStore contents, Caller caller) {
        this.caller = caller;
        this.prompts = prompts;
        this.contents = contents;
    }

    /** @param messages those of both versions, by their place; one that a version lacks counts as empty */
    public record Words(int from, int to, List<MessageDiff> messages) {}

    public record MessageDiff(int message, PromptDocument.Role role, List<Piece> pieces) {}

    @GET
    @Path("/{team}/{name}/diff")
    @Operation(
            summary = "How two versions differ",
            description =
                    "format=unified gives text/plain, as of prompt.yaml; format=words gives the words of each message.")
    @APIResponse(responseCode = "200", description = "The difference")
    @APIResponse(responseCode = "410", description = "The content of one was erased")
    public Response diff(
            @RestPath String team,
            @RestPath String name,
            @RestQuery int from,
            @RestQuery int to,
            @RestQuery @DefaultValue("unified") String format) {
        var prompt = Requests.prompt(team, name);
        caller.requireReader(prompt);
        var before = document(prompt, from);
        var after = document(prompt, to);
        return switch (format) {
            case "unified" ->
                Response.ok(
                                UnifiedDiff.of(
                                        "v" + from + "/prompt.yaml",
                                        DocumentWriter.prompt(before),
                                        "v" + to + "/prompt.yaml",
                                        DocumentWriter.prompt(after)),
                                MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                        .build();
            case "words" ->
                Response.ok(words(from, before, to, after), MediaType.APPLICATION_JSON_TYPE)
                        .build();
            default ->
                throw Problem.badRequest("format: " + format + " (expected: unified or words)")
                        .thrown();
        };
    }

    private static Words words(int from, PromptDocument before, int to, PromptDocument after) {
        var longer = Math.max(before.messages().size(), after.messages().size());
        return new Words(
                from,
                to,
                IntStream.range(0, longer)
                        .mapToObj(index -> message(index, before.messages(), after.messages()))
                        .toList());
    }

    private static MessageDiff message(int index, List<Message> before, List<Message> after) {
        var old = index < before.size() ? before.get(index) : null;
        var current = index < after.size() ? after.get(index) : null;
        var role = current == null ? before.get(index).role() : current.role();
        return new MessageDiff(
                index, role, WordDiff.of(old == null ? "" : old.content(), current == null ? "" : current.content()));
    }

    private PromptDocument document(String prompt, int number) {
        var version = prompts.version(prompt, number)
                .orElseThrow(() ->
                        Problem.notFound("version " + number + " of " + prompt).thrown());
        var json = ContentResource.json(contents.find(ContentKind.VERSION, version.digest()), version.digest());
        try {
            return EventJson.mapper().readValue(json, PromptDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(version.digest() + " is no prompt document", e);
        }
    }
}
