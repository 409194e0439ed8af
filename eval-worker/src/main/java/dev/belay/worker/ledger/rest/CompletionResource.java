package dev.belay.worker.ledger.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.canonical.Digest;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.worker.ledger.domain.Completion;
import dev.belay.worker.ledger.domain.Entry;
import dev.belay.worker.ledger.store.Ledger;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Replies by the digest of their request. */
@Path("/v1/completions/{digest}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CompletionResource {

    private final Ledger ledger;
    private final Caller caller;

    CompletionResource(Ledger ledger, Caller caller) {
        this.caller = caller;
        this.ledger = ledger;
    }

    /** @param costUsd absent for a model without a known price */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Recorded(
            Digest digest,
            String provider,
            String model,
            String text,
            @Nullable String finishReason,
            long latencyMs,
            @Nullable BigDecimal costUsd,
            @Nullable Integer promptTokens,
            @Nullable Integer completionTokens,
            Instant recordedAt,
            boolean simulated) {

        static Recorded of(Completion completion) {
            return new Recorded(
                    completion.digest(),
                    completion.provider(),
                    completion.model(),
                    completion.text(),
                    completion.finishReason(),
                    completion.latencyMs(),
                    completion.costUsd(),
                    completion.promptTokens(),
                    completion.completionTokens(),
                    completion.recordedAt(),
                    completion.simulated());
        }
    }

    /** After RFC 9457. */
    public record Problem(String type, String title, int status, String detail) {

        public Response response() {
            return Response.status(status)
                    .type("application/problem+json")
                    .entity(this)
                    .build();
        }
    }

    public record Erasure(@Nullable String reason) {}

    @GET
    @Operation(summary = "The recorded reply to a request; 410 when it was erased")
    public Response get(@PathParam("digest") String asked) {
        caller.requireReaderAnywhere();
        return withDigest(
                asked,
                digest ->
                        ledger.find(digest).map(entry -> answer(digest, entry)).orElseGet(() -> missing(digest)));
    }

    @DELETE
    @Operation(summary = "Erases the text of a reply for ever; that it was there, by whom and why it went, stays")
    public Response erase(@PathParam("digest") String asked, @Nullable Erasure erasure) {
        if (erasure == null || erasure.reason() == null || erasure.reason().isBlank()) {
            return new Problem("about:blank", "Reason missing", 422, "reason is missing (expected: why it is erased)")
                    .response();
        }
        return withDigest(asked, digest -> erased(digest, erasure.reason()));
    }

    private Response erased(Digest digest, String reason) {
        var entry = ledger.find(digest);
        if (entry.isPresent() && entry.get() instanceof Entry.Recorded(var completion)) {
            caller.require(completion.team(), Role.PM);
            if (ledger.erase(digest, caller.subject(), reason)) {
                return Response.noContent().build();
            }
        }
        caller.requireReaderAnywhere();
        return ledger.find(digest).map(there -> answer(digest, there)).orElseGet(() -> missing(digest));
    }

    private static Response withDigest(String asked, Function<Digest, Response> answer) {
        try {
            return answer.apply(new Digest(asked));
        } catch (IllegalArgumentException e) {
            return new Problem("about:blank", "Not a digest", 400, String.valueOf(e.getMessage())).response();
        }
    }

    private static Response answer(Digest digest, Entry entry) {
        return switch (entry) {
            case Entry.Recorded(var completion) ->
                // Not for ever, although it never changes: it may be erased.
                Response.ok(Recorded.of(completion))
                        .tag(digest.value())
                        .cacheControl(CacheControl.valueOf("private, max-age=60"))
                        .build();
            case Entry.Claimed claimed -> missing(digest);
            case Entry.Erased(var at, var reason) ->
                new Problem("erased", "Erased", 410, "erased at " + at + ": " + reason).response();
        };
    }

    private static Response missing(Digest digest) {
        return new Problem("about:blank", "Not found", 404, "no reply is recorded under " + digest.value()).response();
    }
}
