package dev.belay.rollback.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.canonical.Digest;
import dev.belay.rollback.keys.RollbackAccess;
import dev.belay.rollback.ordering.Ordering;
import dev.belay.rollback.ordering.Ordering.Answer;
import dev.belay.rollback.rest.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A receiver for Alertmanager's webhook (version 4 of its payload): a firing alert with the label {@code belay_prompt} is an order
 * like any other. Alertmanager repeats what it told: the alert's fingerprint and start make it one order.
 */
@Path("/v1/rollbacks/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertResource {

    private static final String FIRING = "firing";
    private static final String PROMPT = "belay_prompt";
    private static final String ENVIRONMENT = "belay_environment";
    private static final int LONGEST_REASON = 500;

    private final Ordering ordering;
    private final RollbackAccess access;
    private final String defaultEnvironment;

    AlertResource(
            Ordering ordering,
            RollbackAccess access,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.ordering = ordering;
        this.access = access;
        this.defaultEnvironment = defaultEnvironment;
    }

    /** What is read of an alert. */
    public record Alert(
            @Nullable String status,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @Nullable Instant startsAt,
            @Nullable String fingerprint) {

        private @Nullable String label(String name) {
            return labels == null ? null : labels.get(name);
        }

        private String reason() {
            var name = label("alertname");
            var summary = annotations == null ? null : annotations.get("summary");
            var reason = "alert " + (name == null ? "without a name" : name) + (summary == null ? "" : ": " + summary);
            return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        }

        private String key() {
            return "alert "
                    + (fingerprint == null ? Digest.of(String.valueOf(labels)).brief() : fingerprint) + " " + startsAt;
        }
    }

    public record Notification(@Nullable List<Alert> alerts) {}

    /**
     * What became of an alert that names a prompt.
     *
     * @param rollback id of what was ordered, now or when the alert was told first; absent where nothing could be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Taken(
            String prompt,
            String environment,
            @Nullable String rollback,
            @Nullable String why) {}

    @POST
    @Operation(
            summary = "Orders a rollback for each firing alert with the label belay_prompt (Alertmanager's webhook)",
            description =
                    "Label belay_environment names another environment than the default. Alerts without the label, and"
                            + " resolved ones, change nothing.")
    public Response take(@Nullable Notification notification) {
        if (notification == null || notification.alerts() == null) {
            return Problem.answer(
                    422, "Not a notification", "alerts: missing (expected: Alertmanager's webhook payload)");
        }
        var taken = new ArrayList<Taken>();
        boolean again = false;
        for (var alert : notification.alerts()) {
            var prompt = alert.label(PROMPT);
            if (!FIRING.equals(alert.status()) || prompt == null || !prompt.matches("[^/\\s]+/[^/\\s]+")) {
                continue;
            }
            var environment = alert.label(ENVIRONMENT) == null ? defaultEnvironment : alert.label(ENVIRONMENT);
            access.require(prompt, environment);
            var answer = ordering.order(asked(alert, prompt, environment));
            again |= answer instanceof Answer.ContentNotRead;
            taken.add(taken(answer, prompt, environment));
        }
        // Alertmanager sends again what is answered with 5xx.
        return Response.status(again ? 503 : 200).entity(taken).build();
    }

    private Ordering.Asked asked(Alert alert, String prompt, String environment) {
        var key = alert.key() + " " + prompt + "@" + environment;
        return new Ordering.Asked(
                prompt, environment, null, alert.reason(), alert.startsAt(), access.subject(), key, Digest.of(key));
    }

    private static Taken taken(Answer answer, String prompt, String environment) {
        return switch (answer) {
            case Answer.Accepted(var rollback) -> new Taken(prompt, environment, rollback.id(), null);
            case Answer.Known(var rollback) -> new Taken(prompt, environment, rollback.id(), "ordered before");
            case Answer.KeyTaken(var rollback) -> new Taken(prompt, environment, rollback.id(), "ordered before");
            case Answer.NotPossible not -> new Taken(prompt, environment, null, "there is nothing to go back to");
            case Answer.ContentNotRead not -> new Taken(prompt, environment, null, "not yet: send it again");
        };
    }
}
