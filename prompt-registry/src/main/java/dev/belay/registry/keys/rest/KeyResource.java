package dev.belay.registry.keys.rest;

import dev.belay.contracts.key.KeyEvent.Use;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import dev.belay.registry.keys.store.KeyStore;
import dev.belay.registry.keys.store.KeyStore.Entry;
import dev.belay.registry.rest.Problem;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/keys")
@Tag(
        name = "keys",
        description =
                "By which applications read what is live, and by which rollbacks are ordered when nobody can log in")
public class KeyResource {

    private static final Pattern PROMPTS =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}/(\\*|[A-Za-z0-9][A-Za-z0-9._-]{0,99})");
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

    private final KeyStore keys;
    private final Caller caller;

    KeyResource(KeyStore keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /**
     * @param prompts {@code team/name}, or {@code team/*} for all of a team
     * @param use {@code read} where absent, {@code trusted} or {@code roll-back}
     */
    public record Order(
            @Nullable String prompts,
            @Nullable String environment,
            @Nullable String use) {}

    /** @param key what the application sends; it is shown this once and kept nowhere */
    public record NewKey(String id, String key, String prompts, String environment, Use use) {}

    @POST
    @Operation(summary = "Make a key for prompts of one team in one environment")
    @APIResponse(responseCode = "201", description = "Made; the key itself is never shown again")
    public RestResponse<NewKey> create(@Nullable Order order) {
        var prompts = order == null || order.prompts() == null ? "" : order.prompts();
        var environment = order == null || order.environment() == null ? "" : order.environment();
        if (!PROMPTS.matcher(prompts).matches()) {
            throw refused("prompts: \"" + prompts + "\" (expected: team/name, or team/* for all of a team)");
        }
        if (!ENVIRONMENT.matcher(environment).matches()) {
            throw refused("environment: \"" + environment + "\" (expected: like production)");
        }
        var named = order.use() == null ? Use.READ.wireName() : order.use();
        var use = Use.named(named)
                .orElseThrow(() -> refused("use: \"" + named + "\" (expected: read, trusted or roll-back)"));
        caller.require(prompts, Role.PM, Role.OPS);
        var created = keys.create(prompts, environment, use, caller.subject());
        var entry = created.entry();
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new NewKey(entry.id(), created.text(), entry.prompts(), entry.environment(), entry.use()));
    }

    @GET
    @Operation(summary = "The keys of the caller's teams, newest first; revoked ones too")
    public List<Entry> all() {
        return keys.all().stream().filter(key -> caller.reads(key.prompts())).toList();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revoke a key, for good; replicas refuse it as soon as they read that")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revoke(@RestPath String id) {
        var key = keys.named(id).orElseThrow(() -> Problem.notFound("key " + id).thrown());
        caller.require(key.prompts(), Role.PM, Role.OPS);
        keys.revoke(id, caller.subject());
    }

    private static RuntimeException refused(String detail) {
        return Problem.badRequest(detail).thrown();
    }
}
