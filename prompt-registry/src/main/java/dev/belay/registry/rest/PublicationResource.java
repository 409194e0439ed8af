package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.evaluation.document.Documents;
import dev.belay.registry.RegistryConfig;
import dev.belay.registry.domain.Submission;
import dev.belay.registry.store.ContentStore;
import dev.belay.registry.store.Publications;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/v1/prompts")
@Tag(name = "publications", description = "A whole folder at once")
public class PublicationResource {

    private final Publications publications;
    private final ContentStore contents;
    private final RegistryConfig config;

    PublicationResource(Publications publications, ContentStore contents, RegistryConfig config) {
        this.publications = publications;
        this.contents = contents;
        this.config = config;
    }

    /**
     * @param criteriaBase digest of the criteria that the folder was pulled at
     * @param suiteBase digest of the suite that it was pulled at, by which an old copy of a case is told from an edit
     * @param parent digest of the version that it was pulled at
     * @param check decide and release nothing
     * @param budgetUsd what the run may cost at most, US dollars
     * @param samples how often each case is asked, once when absent
     */
    public record Folder(
            JsonNode document,
            @Nullable JsonNode criteria,
            @Nullable Digest criteriaBase,
            @Nullable List<JsonNode> cases,
            @Nullable Digest suiteBase,
            @Nullable Digest parent,
            String message,
            @Nullable Set<Aspect> aspects,
            @Nullable Boolean check,
            @Nullable BigDecimal budgetUsd,
            @Nullable Integer samples) {}

    @POST
    @Path("/{team}/{name}/publications")
    @Operation(
            summary = "Publish a folder and propose its version",
            description = "All of it or nothing. The registry's criteria and cases are never overwritten unawares:"
                    + " what was not taken over is listed with the reason and the difference."
                    + " The same publication again, while its change is evaluated, gives the same answer.")
    @APIResponse(responseCode = "200", description = "What became of version, criteria, cases and change")
    @APIResponse(responseCode = "422", description = "A problem that lists every mistake; nothing was published")
    public PublicationAnswer publish(
            @RestPath String team,
            @RestPath String name,
            @HeaderParam(Requests.ACTOR) @Nullable String actor,
            Folder folder) {
        var prompt = Requests.prompt(team, name);
        var submission = submission(prompt, Requests.actor(actor), Bodies.present(folder));
        return PublicationAnswer.of(Refusals.done(publications.publish(submission)));
    }

    private Submission submission(String prompt, String actor, Folder folder) {
        var cases = folder.cases() == null ? List.<JsonNode>of() : folder.cases();
        var checked = Bodies.sound(
                prompt,
                Documents.checkJson(Bodies.document(folder.document()), Bodies.orNull(folder.criteria()), cases));
        return new Submission(
                actor,
                checked.prompt(),
                checked.criteria(),
                folder.criteriaBase(),
                checked.cases(),
                contents.suite(folder.suiteBase()).orElse(null),
                folder.parent(),
                Bodies.proposal(
                        folder.message(),
                        folder.aspects(),
                        folder.check(),
                        folder.budgetUsd(),
                        folder.samples(),
                        config));
    }
}
