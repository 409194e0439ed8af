package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.evaluation.document.CaseAgreement;
import dev.belay.evaluation.document.Documents;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.registry.RegistryConfig;
import dev.belay.registry.domain.Submission;
import dev.belay.registry.proving.Proofs;
import dev.belay.registry.store.Publications;
import dev.belay.registry.upload.CaseSpool;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/v1/prompts")
@Tag(name = "publications", description = "A whole folder at once")
public class PublicationResource {

    private final Publications publications;
    private final Uploads uploads;
    private final Proofs proofs;
    private final RegistryConfig config;
    private final Caller caller;

    PublicationResource(
            Publications publications, Uploads uploads, Proofs proofs, RegistryConfig config, Caller caller) {
        this.caller = caller;
        this.publications = publications;
        this.proofs = proofs;
        this.uploads = uploads;
        this.config = config;
    }

    /**
     * @param criteriaBase digest of the criteria that the folder was pulled at
     * @param suiteBase digest of the suite that it was pulled at, by which an old copy of a case is told from an edit
     * @param parent digest of the version that it was pulled at
     * @param check decide and release nothing
     * @param budgetUsd what the run may cost at most, US dollars
     * @param samples how often each case is asked, once when absent
     * @param authors who wrote what changed, as Git names them by e-mail, beside who publishes it
     * @param whole evaluate every case, even when none that is left can change the verdict
     * @param together decide and release it with changes of other prompts, all or none: each of them is published with the same
     */
    public record Folder(
            JsonNode document,
            @Nullable JsonNode criteria,
            @Nullable Digest criteriaBase,

            @Schema(type = SchemaType.ARRAY, implementation = Object.class) @Nullable
            CaseSpool cases,

            @Nullable Digest suiteBase,
            @Nullable Digest parent,
            String message,
            @Nullable Set<Aspect> aspects,
            @Nullable Boolean check,
            @Nullable BigDecimal budgetUsd,
            @Nullable Integer samples,
            @Nullable Set<String> authors,
            @Nullable Boolean whole,
            @Nullable Together together) {}

    @POST
    @Path("/{team}/{name}/publications")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Publish a folder and propose its version",
            description = "All of it or nothing. The registry's criteria and cases are never overwritten unawares:"
                    + " what was not taken over is listed with the reason and the difference;"
                    + " criteria are a PM's to publish."
                    + " The same publication again, while its change is evaluated, gives the same answer.")
    @APIResponse(responseCode = "200", description = "What became of version, criteria, cases and change")
    @APIResponse(responseCode = "422", description = "A problem that lists every mistake; nothing was published")
    public PublicationAnswer publish(
            @RestPath String team,
            @RestPath String name,
            @RequestBody(content = @Content(schema = @Schema(implementation = Folder.class))) InputStream body)
            throws IOException {
        var prompt = Requests.prompt(team, name);
        caller.require(prompt, Role.ENGINEER, Role.PM);
        try (var cases = uploads.spool()) {
            var folder = Bodies.present(uploads.read(body, Folder.class, cases));
            var submission = submission(prompt, folder, cases);
            return PublicationAnswer.of(
                    Refusals.done(publications.publish(submission, proofs.of(submission.criteria()), cases)));
        }
    }

    private Submission submission(String prompt, Folder folder, CaseSpool cases) {
        var criteria = Bodies.orNull(folder.criteria());
        var checked = Bodies.sound(
                prompt,
                Documents.checkJson(Bodies.document(folder.document()), criteria, List.of()),
                cases.problems(CaseAgreement.with(folder.document(), criteria)));
        return new Submission(
                Actors.of(caller, prompt),
                checked.prompt(),
                checked.criteria(),
                folder.criteriaBase(),
                folder.suiteBase(),
                folder.parent(),
                Bodies.proposal(
                        folder.message(),
                        folder.aspects(),
                        folder.check(),
                        folder.budgetUsd(),
                        folder.samples(),
                        folder.authors(),
                        folder.whole(),
                        Bodies.together(prompt, folder.together()),
                        config));
    }
}
