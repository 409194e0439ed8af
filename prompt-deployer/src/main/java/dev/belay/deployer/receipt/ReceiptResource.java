package dev.belay.deployer.receipt;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.receipt.ReceiptEvent.ReleaseServed;
import dev.belay.deployer.messaging.EventProducer;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.receipt.domain.Serving;
import dev.belay.deployer.rest.LiveAccess;
import dev.belay.deployer.rest.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who serves what: subscribers say it, people read it. Nothing here moves what is live. */
@Path("/v1/receipts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ReceiptResource {

    private static final int MOST = 1_000;
    private static final int LONGEST_NAME = 100;

    private final Receipts receipts;
    private final LivePrompts prompts;
    private final LiveAccess access;
    private final EventProducer producer;
    private final String defaultEnvironment;

    ReceiptResource(
            Receipts receipts,
            LivePrompts prompts,
            LiveAccess access,
            EventProducer producer,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.receipts = receipts;
        this.prompts = prompts;
        this.access = access;
        this.producer = producer;
        this.defaultEnvironment = defaultEnvironment;
    }

    /** @param number deployment number that it has in its memory */
    public record Served(
            @Nullable String prompt,
            @Nullable String environment,
            @Nullable Long number,
            @Nullable Digest digest) {}

    /** @param subscriber the name that it gives itself, one of each process */
    public record Told(
            @Nullable String subscriber, @Nullable List<Served> serves) {}

    @POST
    @Operation(
            summary = "A subscriber says which releases it has in its memory",
            description =
                    "After each change, and every 30 s, so that one that was cut off can be told from one that is current.")
    public Response serves(@Nullable Told told) {
        if (told == null
                || told.subscriber() == null
                || !told.subscriber().matches("[\\p{Graph}]{1," + LONGEST_NAME + "}")
                || told.serves() == null
                || told.serves().size() > MOST) {
            return refused("subscriber: a name of up to %d characters without blanks; serves: up to %d releases"
                    .formatted(LONGEST_NAME, MOST));
        }
        for (var served : told.serves()) {
            if (served.prompt() == null || served.number() == null || served.digest() == null) {
                return refused("serves: %s (expected: prompt, number and digest)".formatted(served));
            }
            access.require(served.prompt(), environment(served.environment()));
        }
        return sent(told.subscriber(), told.serves());
    }

    private Response sent(String subscriber, List<Served> serves) {
        var now = Instant.now();
        var by = access.subject();
        try {
            CompletableFuture.allOf(serves.stream()
                            .map(served -> producer.send(
                                    "receipt-" + UUID.randomUUID(),
                                    new ReleaseServed(
                                            served.prompt(),
                                            environment(served.environment()),
                                            served.number(),
                                            served.digest(),
                                            subscriber,
                                            by,
                                            now)))
                            .toArray(CompletableFuture[]::new))
                    .join();
            return Response.accepted().build();
        } catch (CompletionException e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "Not kept",
                    "Kafka does not take it now (" + e.getCause().getMessage() + "); the next one will do");
        }
    }

    @GET
    @Path("{prompt: .+}")
    @Operation(
            summary =
                    "Who serves what of a prompt: replicas, subscribers that say so, and pull clients of the last hour")
    public Response serving(
            @PathParam("prompt") String prompt, @QueryParam("environment") @Nullable String environment) {
        access.requireReader(prompt);
        return prompts.state(prompt, environment(environment))
                .map(live -> Response.ok(Serving.of(
                                live,
                                LivePrompts.partitionOf(prompt),
                                receipts.replicas(),
                                receipts.subscribersOf(prompt),
                                receipts.fetchesOf(prompt),
                                Instant.now()))
                        .build())
                .orElseGet(() -> Problem.response(
                        Response.Status.NOT_FOUND,
                        "Nothing was ever live",
                        "nothing of " + prompt + " was ever live in " + environment(environment)));
    }

    private String environment(@Nullable String asked) {
        return asked != null && !asked.isBlank() ? asked : access.environment().orElse(defaultEnvironment);
    }

    private static Response refused(String detail) {
        return Problem.response(Response.Status.BAD_REQUEST, "Not a receipt", detail);
    }
}
