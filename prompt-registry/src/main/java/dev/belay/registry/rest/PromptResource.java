package dev.belay.registry.rest;

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

    PromptResource(PromptStore prompts) {
        this.prompts = prompts;
    }

    @GET
    @Operation(summary = "Every prompt with its newest version, criteria and suite")
    public List<PromptEntry> all() {
        return prompts.all();
    }

    @GET
    @Path("/{team}/{name}")
    @Operation(summary = "One prompt with its newest version, criteria and suite")
    public PromptEntry one(@RestPath String team, @RestPath String name) {
        var prompt = Requests.prompt(team, name);
        return prompts.find(prompt)
                .orElseThrow(() -> Problem.notFound("prompt " + prompt).thrown());
    }
}
