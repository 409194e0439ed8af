package dev.belay.gate.audit.rest;

import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.audit.AuditSeal;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import dev.belay.gate.audit.store.AuditStore;
import dev.belay.gate.problem.Problem;
import dev.belay.identity.Caller;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final int MOST = 100;

    private final AuditStore store;
    private final Caller caller;
    private final Signer signer;
    private final String installation;

    AuditResource(AuditStore store, Caller caller, Signer signer, Trust trust) {
        this.store = store;
        this.caller = caller;
        this.signer = signer;
        this.installation = trust.anchor().installation();
    }

    @GET
    @Path("/seal")
    @Transactional
    @Operation(summary = "What the record of a time holds, signed: which places of which chains, and how each ends")
    public AuditSeal.Signed seal(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("prompt") @Nullable String prompt) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var begin = from == null ? Instant.EPOCH : instant("from", from);
        var end = to == null ? now.plusMillis(1) : instant("to", to);
        var chains = store.chains(begin, end, prompt).stream()
                .filter(chain -> caller.reads(chain.key()))
                .toList();
        var seal = new AuditSeal(installation, begin, end, prompt, chains, now);
        return new AuditSeal.Signed(seal, signer.state(AuditSeal.KIND, seal.text()), signer.certificate());
    }

    @GET
    @Path("/records")
    @Transactional
    @Operation(summary = "Records of one chain, in its order")
    public List<AuditRecord> records(
            @QueryParam("key") @Nullable String key,
            @QueryParam("first") @DefaultValue("1") long first,
            @QueryParam("last") @DefaultValue("9007199254740991") long last,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (key == null) {
            throw Problem.badRequest("key: missing (expected: a prompt, as GET /v1/audit/seal lists them)");
        }
        caller.requireReader(key);
        if (limit < 1 || limit > MOST) {
            throw Problem.badRequest("limit: %d (expected: 1 to %d)".formatted(limit, MOST));
        }
        return store.records(key, first, last, limit);
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest("%s: %s (expected: a time as 2026-11-25T00:00:00Z)".formatted(name, text));
        }
    }
}
