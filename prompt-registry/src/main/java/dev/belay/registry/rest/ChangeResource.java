package dev.belay.registry.rest;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.run.RunControlEvent;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.registry.RegistryConfig;
import dev.belay.registry.store.ChangeStore;
import dev.belay.registry.store.ProposedChange;
import dev.belay.registry.store.PublishedVersion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/changes")
@Tag(name = "changes", description = "Proposals to replace the live version")
public class ChangeResource {

    private static final int LONGEST_LIST = 1_000;

    private final ChangeStore changes;
    private final RegistryConfig config;
    private final Caller caller;

    ChangeResource(ChangeStore changes, RegistryConfig config, Caller caller) {
        this.caller = caller;
        this.changes = changes;
        this.config = config;
    }

    /**
     * @param candidate number or digest of a version
     * @param samples how often each case is asked, once when absent
     * @param authors who wrote what changed, as Git names them by e-mail, beside who proposes it
     * @param whole evaluate every case, even when none that is left can change the verdict
     */
    public record Proposed(
            @Nullable String prompt,
            @Nullable String candidate,
            String message,
            @Nullable Set<Aspect> aspects,
            @Nullable Boolean check,
            @Nullable BigDecimal budgetUsd,
            @Nullable Integer samples,
            @Nullable Set<String> authors,
            @Nullable Boolean whole) {}

    /** @param run the id of its first run */
    public record Proposal(String change, String run, List<String> withdrawn) {}

    public record ChangeAnswer(
            String change,
            String prompt,
            VersionRef candidate,
            @Nullable Digest parent,
            Digest criteria,
            Digest suite,
            String author,
            String message,
            Set<Aspect> aspects,
            boolean check,
            BigDecimal budgetUsd,
            @Nullable Integer samples,
            @Nullable Set<String> authors,
            @Nullable Boolean whole,
            @Nullable Together together,
            Instant proposedAt) {

        static ChangeAnswer of(ProposedChange proposed) {
            var change = proposed.change();
            return new ChangeAnswer(
                    change.change(),
                    change.prompt(),
                    change.candidate(),
                    change.parent(),
                    change.criteria(),
                    change.suite(),
                    change.author(),
                    change.message(),
                    change.aspects(),
                    change.check(),
                    change.budgetUsd(),
                    change.samples(),
                    change.authors(),
                    change.whole(),
                    change.together(),
                    proposed.proposedAt());
        }
    }

    @GET
    @Operation(summary = "Changes of the caller's teams, newest first")
    public List<ChangeAnswer> list(@RestQuery @Nullable String prompt, @RestQuery @DefaultValue("100") int limit) {
        if (limit < 1 || limit > LONGEST_LIST) {
            throw Problem.badRequest("limit: " + limit + " (expected: 1 to " + LONGEST_LIST + ")")
                    .thrown();
        }
        if (prompt != null) {
            caller.requireReader(prompt);
        }
        return changes.list(prompt, caller.readable(), limit).stream()
                .map(ChangeAnswer::of)
                .toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One change; how it was decided is the gate's to say")
    public ChangeAnswer one(@RestPath String id) {
        var change = find(id);
        caller.requireReader(change.change().prompt());
        return ChangeAnswer.of(change);
    }

    @POST
    @Operation(summary = "Propose a version that the registry has, against its newest criteria and suite")
    @APIResponse(responseCode = "201", description = "Proposed")
    @APIResponse(responseCode = "200", description = "It was proposed before, and is being evaluated")
    public RestResponse<Proposal> propose(Proposed body) {
        var proposed = Bodies.present(body);
        var prompt = Requests.text("prompt", proposed.prompt());
        caller.require(prompt, Role.ENGINEER, Role.PM);
        var outcome = Refusals.done(changes.propose(
                prompt,
                candidate(Requests.text("candidate", proposed.candidate())),
                Bodies.proposal(
                        proposed.message(),
                        proposed.aspects(),
                        proposed.check(),
                        proposed.budgetUsd(),
                        proposed.samples(),
                        proposed.authors(),
                        proposed.whole(),
                        null,
                        config),
                caller.subject()));
        var change = outcome.change().change();
        return RestResponse.status(
                outcome.repeated() ? RestResponse.Status.OK : RestResponse.Status.CREATED,
                new Proposal(change, RunControlEvent.runId(change, 1), outcome.withdrawn()));
    }

    private static Predicate<PublishedVersion> candidate(String text) {
        if (text.matches("[0-9]{1,9}")) {
            var number = Integer.parseInt(text);
            return version -> version.number() == number;
        }
        var digest = Requests.digest(text);
        return version -> version.digest().equals(digest);
    }

    @POST
    @Path("/{id}/withdrawals")
    @Operation(summary = "Ask the gate to withdraw a change; if its decision comes first, that stands")
    @APIResponse(responseCode = "202", description = "Asked")
    @APIResponse(responseCode = "409", description = "It is decided already")
    public RestResponse<ChangeAnswer> withdraw(@RestPath String id, VersionResource.Reason body) {
        caller.require(find(id).change().prompt(), Role.ENGINEER, Role.PM);
        var reason = Requests.text("reason", Bodies.present(body).reason());
        var change = Refusals.done(changes.requestWithdrawal(id, caller.subject(), reason));
        return RestResponse.status(RestResponse.Status.ACCEPTED, ChangeAnswer.of(change));
    }

    private ProposedChange find(String id) {
        return changes.find(id)
                .orElseThrow(() -> Problem.notFound("change " + id).thrown());
    }
}
