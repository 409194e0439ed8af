package dev.belay.registry.rest;

import dev.belay.identity.Caller;
import dev.belay.registry.store.PromptEntry;
import dev.belay.registry.store.PromptStore;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/v1/prompts")
@Tag(name = "prompts", description = "What the registry has")
public class PromptResource {

    private final PromptStore prompts;
    private final Caller caller;

    PromptResource(PromptStore prompts, Caller caller) {
        this.caller = caller;
        this.prompts = prompts;
    }

    @GET
    @Operation(summary = "Every prompt of the caller's teams with its newest version, criteria and suite")
    public List<PromptEntry> all() {
        var readable = caller.readable();
        return prompts.all().stream()
                .filter(prompt -> readable.includes(prompt.prompt()))
                .toList();
    }

    @GET
    @Path("/{team}/{name}")
    @Operation(summary = "One prompt with its newest version, criteria and suite")
    public PromptEntry one(@RestPath String team, @RestPath String name) {
        var prompt = Requests.prompt(team, name);
        caller.requireReader(prompt);
        return prompts.find(prompt)
                .orElseThrow(() -> Problem.notFound("prompt " + prompt).thrown());
    }
}
