package dev.belay.gate.notification.rest;

import dev.belay.gate.notification.Mailing;
import dev.belay.gate.notification.Sender;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.domain.MailAddress;
import dev.belay.gate.notification.domain.Occasion;
import dev.belay.gate.notification.store.DeliveryStore;
import dev.belay.gate.notification.store.DeliveryStore.Delivery;
import dev.belay.gate.notification.store.WebhookStore;
import dev.belay.gate.notification.store.WebhookStore.Webhook;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** An address often is a secret of its own, so webhooks are shown to those who may change them, and to nobody else. */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class WebhookResource {

    private static final Pattern TEAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int MOST = 20;
    private static final int PAGE = 500;

    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final Sender sender;
    private final Mailing mailing;
    private final Caller caller;

    WebhookResource(WebhookStore webhooks, DeliveryStore deliveries, Sender sender, Mailing mailing, Caller caller) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sender = sender;
        this.mailing = mailing;
        this.caller = caller;
    }

    /**
     * @param channel a webhook when absent
     * @param url of {@code email} the address itself
     * @param events all of them when absent
     */
    public record Order(
            @Nullable String team,
            @Nullable String channel,
            @Nullable String url,
            @Nullable List<String> events) {}

    /**
     * @param secret of a webhook: signs every delivery; shown this once
     * @param off why nothing is sent there yet; absent when it is
     */
    public record NewWebhook(
            String id,
            @Nullable String secret,
            String team,
            String channel,
            String url,
            List<String> events,
            @Nullable String off) {}

    /** @param since from which moment on it is told again */
    public record ReplayOrder(@Nullable Instant since) {}

    public record Replay(int replayed) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tell an address of what happens in a team",
            description = "A webhook is signed as Standard Webhooks says; people read in Slack, Teams or mail. "
                    + "What fails is tried again for three days.")
    @APIResponse(responseCode = "201", description = "Added; its secret is never shown again")
    public RestResponse<NewWebhook> add(@Nullable Order order) {
        var team = order == null || order.team() == null ? "" : order.team();
        if (!TEAM.matcher(team).matches()) {
            throw Problem.badRequest("team: \"" + team + "\" (expected: like care)");
        }
        caller.require(team, Role.PM, Role.OPS);
        var channel = channel(order.channel());
        var occasions = occasions(order.events(), channel);
        var url = order.url() == null ? "" : order.url().strip();
        (channel == Channel.EMAIL ? MailAddress.flaw(url) : sender.refusal(url)).ifPresent(refusal -> {
            throw Problem.badRequest(refusal);
        });
        var added = QuarkusTransaction.requiringNew().call(() -> {
            if (webhooks.countOf(team) >= MOST) {
                throw Problem.conflict(
                        "%s has %d receivers, which is the most (remove one first)".formatted(team, MOST));
            }
            return webhooks.add(team, channel, url, occasions, caller.subject(), now());
        });
        var webhook = added.webhook();
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new NewWebhook(
                        webhook.id(),
                        added.secret(),
                        team,
                        webhook.channel(),
                        webhook.url(),
                        webhook.events(),
                        channel == Channel.EMAIL ? mailing.off().orElse(null) : null));
    }

    @GET
    @Transactional
    @Operation(summary = "Whom a team has told, oldest first; how often in a row each failed, and how")
    public List<Webhook> of(@QueryParam("team") @Nullable String team) {
        if (team == null || team.isBlank()) {
            throw Problem.badRequest("team: missing (expected: like care)");
        }
        caller.require(team, Role.PM, Role.OPS);
        return webhooks.of(team);
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Tell it nothing more; what is pending is not sent")
    @APIResponse(responseCode = "204", description = "Removed, with its deliveries")
    public void remove(@PathParam("id") String id) {
        webhooks.remove(own(id).id());
    }

    @GET
    @Path("/{id}/deliveries")
    @Transactional
    @Operation(summary = "What it was told and is to be told, newest first; kept for 30 days")
    public List<Delivery> deliveries(@PathParam("id") String id, @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > PAGE) {
            throw Problem.badRequest("limit: %d (expected: 1 to %d)".formatted(limit, PAGE));
        }
        return deliveries.of(own(id).id(), limit);
    }

    @POST
    @Path("/{id}/replays")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary = "Tell it again what happened since a moment",
            description = "Under the ids that it had, by which a receiver knows what it has seen.")
    public Replay replay(@PathParam("id") String id, @Nullable ReplayOrder order) {
        var webhook = own(id);
        if (order == null || order.since() == null) {
            throw Problem.badRequest("since: missing (expected: like 2026-11-25T09:00:00Z)");
        }
        return new Replay(deliveries.replay(webhook.id(), order.since(), now()));
    }

    private Webhook own(String id) {
        var webhook = webhooks.named(id).orElseThrow(() -> Problem.notFound("webhook " + id));
        caller.require(webhook.team(), Role.PM, Role.OPS);
        return webhook;
    }

    private static Channel channel(@Nullable String name) {
        if (name == null) {
            return Channel.WEBHOOK;
        }
        var known = Arrays.stream(Channel.values()).map(Channel::wireName).toList();
        return Channel.named(name)
                .orElseThrow(() -> Problem.badRequest("channel: %s (expected: one of %s)".formatted(name, known)));
    }

    private static Set<Occasion> occasions(@Nullable List<String> names, Channel channel) {
        var possible = Occasion.of(channel);
        if (names == null) {
            return possible;
        }
        var occasions = EnumSet.noneOf(Occasion.class);
        for (var name : names) {
            occasions.add(Occasion.named(String.valueOf(name))
                    .filter(possible::contains)
                    .orElseThrow(() -> unknown(name, possible)));
        }
        if (occasions.isEmpty()) {
            throw unknown("none", possible);
        }
        return occasions;
    }

    private static RuntimeException unknown(String name, Set<Occasion> possible) {
        var known = possible.stream().map(Occasion::wireName).toList();
        return Problem.badRequest("events: %s (expected: at least one of %s)".formatted(name, known));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
