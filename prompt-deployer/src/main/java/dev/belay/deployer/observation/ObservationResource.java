package dev.belay.deployer.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.deployer.messaging.EventProducer;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.observation.domain.Origin;
import dev.belay.deployer.rest.LiveAccess;
import dev.belay.deployer.rest.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** What applications got. It is accepted once Kafka has it; what follows from it is others' business. */
@Path("/v1/observations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ObservationResource {

    private static final int MOST = 100;
    private static final int LONGEST_OUTPUT = 256 * 1024;
    private static final int LONGEST_NAME = 200;

    private final LivePrompts prompts;
    private final LiveAccess access;
    private final EventProducer producer;
    private final String defaultEnvironment;

    ObservationResource(
            LivePrompts prompts,
            LiveAccess access,
            EventProducer producer,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.prompts = prompts;
        this.access = access;
        this.producer = producer;
        this.defaultEnvironment = defaultEnvironment;
    }

    /**
     * @param id of the application's own, so that the same one sent again counts once
     * @param environment the key's where absent
     * @param number deployment number; one of this, {@code digest} and {@code version} says what made the output
     * @param observedAt now where absent
     * @param evaluation true for what an evaluation asked for: it is no observation, and is left out
     */
    public record Told(
            @Nullable String id,
            @Nullable String prompt,
            @Nullable String environment,
            @Nullable Long number,
            @Nullable Digest digest,
            @Nullable Integer version,
            @Nullable String output,
            @Nullable Instant observedAt,
            @Nullable Boolean evaluation) {}

    /** @param observations their ids; none of what was left out */
    public record Accepted(List<String> observations) {}

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String detail) {
            super(detail);
        }
    }

    @POST
    @Operation(
            summary = "What an application got, and which version made it; one, or a list of up to " + MOST,
            description = "Answered with 202 once it is kept. All of a list is taken, or nothing of it.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Told.class)))
    public Response observe(@Nullable JsonNode body) {
        try {
            var observed = new ArrayList<OutputObserved>();
            for (var told : told(body)) {
                if (!Boolean.TRUE.equals(told.evaluation())) {
                    observed.add(observed(told));
                }
            }
            return sent(observed);
        } catch (Refused e) {
            return Problem.response(Response.Status.BAD_REQUEST, "Not an observation", String.valueOf(e.getMessage()));
        }
    }

    private Response sent(List<OutputObserved> observed) {
        var sent = observed.stream()
                .map(one -> producer.send(one.observation(), one))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(sent).get();
            var ids = observed.stream().map(OutputObserved::observation).toList();
            return Response.accepted(new Accepted(ids)).build();
        } catch (ExecutionException e) {
            return Problem.response(
                    Response.Status.SERVICE_UNAVAILABLE,
                    "Not kept",
                    "Kafka does not take it now (" + e.getCause().getMessage() + "); send it again, with the same id");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Problem.response(Response.Status.SERVICE_UNAVAILABLE, "Not kept", "this replica stops");
        }
    }

    private static List<Told> told(@Nullable JsonNode body) throws Refused {
        var each = body == null || body.isNull() ? List.<JsonNode>of() : body.isArray() ? list(body) : List.of(body);
        if (each.isEmpty() || each.size() > MOST) {
            throw new Refused("%d observations (expected: 1 to %d)".formatted(each.size(), MOST));
        }
        var told = new ArrayList<Told>();
        for (var one : each) {
            try {
                told.add(EventJson.mapper().treeToValue(one, Told.class));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new Refused("[" + told.size() + "] "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        return told;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private OutputObserved observed(Told told) throws Refused {
        var prompt = said("prompt", told.prompt(), "like care/visit-summary", LONGEST_NAME);
        var output = said("output", told.output(), "the text that the application got", LONGEST_OUTPUT);
        if (prompt.indexOf('/') < 1) {
            throw new Refused("prompt: \"" + prompt + "\" (expected: like care/visit-summary)");
        }
        var environment = told.environment() != null
                ? told.environment()
                : access.environment().orElse(defaultEnvironment);
        boolean trusted = access.requireObserver(prompt, environment);
        var state = prompts.state(prompt, environment).orElse(null);
        return switch (Origin.of(state, new Origin.Named(told.number(), told.digest(), told.version()))) {
            case Origin.Unknown(var detail) -> throw new Refused(detail);
            case Origin.Known(var number, var version) ->
                new OutputObserved(
                        idOf(told.id()),
                        prompt,
                        environment,
                        number,
                        version,
                        output,
                        access.subject(),
                        trusted,
                        at(told.observedAt()));
        };
    }

    /** Nobody can take another source's id, or make one count twice by leaving it out. */
    private String idOf(@Nullable String own) {
        return own == null
                ? "ob-" + UUID.randomUUID()
                : "ob-" + UUID.nameUUIDFromBytes((access.subject() + "\n" + own).getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is observed before it happens. */
    private static Instant at(@Nullable Instant told) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return told == null || told.isAfter(now) ? now : told;
    }

    private static String said(String field, @Nullable String value, String expected, int longest) throws Refused {
        if (value == null || value.isBlank() || value.length() > longest) {
            var found = value == null || value.isBlank() ? "missing" : value.length() + " characters";
            throw new Refused(field + ": " + found + " (expected: " + expected + ", up to " + longest + " characters)");
        }
        return value;
    }
}
