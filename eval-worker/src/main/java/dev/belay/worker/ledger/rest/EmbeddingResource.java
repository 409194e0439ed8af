package dev.belay.worker.ledger.rest;

import dev.belay.contracts.canonical.Digest;
import dev.belay.evaluation.embedding.Embeddings;
import dev.belay.evaluation.embedding.MiniLm;
import dev.belay.identity.Caller;
import dev.belay.worker.ledger.domain.Entry;
import dev.belay.worker.ledger.store.Ledger;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What replies mean, as vectors, so that their distance can be measured without anybody reading them. */
@Path("/v1/embeddings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class EmbeddingResource {

    /** Some 3 ms each. */
    private static final int MOST = 500;

    /** Of the longest vector's largest member; the cosine of two rounded vectors is right to about 0.005. */
    private static final int SCALE = Byte.MAX_VALUE;

    /** In this process: it costs nothing, and is the same for every installation. */
    private final Embeddings embeddings = new MiniLm();

    private final Ledger ledger;
    private final Caller caller;

    EmbeddingResource(Ledger ledger, Caller caller) {
        this.ledger = ledger;
        this.caller = caller;
    }

    public record Order(@Nullable List<Digest> completions) {}

    /**
     * @param model what made them: vectors of two models cannot be compared
     * @param vectors by completion, each member -127 to 127, in base64; of what was erased or never recorded none
     */
    public record Embedded(String model, Map<String, byte[]> vectors) {}

    @POST
    @Operation(summary = "The sentence embeddings of recorded replies, by their digests; at most " + MOST)
    public Response embed(@Nullable Order order) {
        caller.requireReaderAnywhere();
        var asked = order == null || order.completions() == null ? List.<Digest>of() : order.completions();
        if (asked.isEmpty() || asked.size() > MOST) {
            return new CompletionResource.Problem(
                            "about:blank",
                            "Not a list of completions",
                            422,
                            "completions: %d (expected: 1 to %d digests)".formatted(asked.size(), MOST))
                    .response();
        }
        var vectors = new LinkedHashMap<String, byte[]>();
        for (var digest : asked) {
            if (ledger.find(digest).orElse(null) instanceof Entry.Recorded(var completion)) {
                vectors.put(digest.value(), rounded(embeddings.of(completion.text())));
            }
        }
        return Response.ok(new Embedded(embeddings.model(), vectors)).build();
    }

    private static byte[] rounded(double[] vector) {
        double largest = 0;
        for (double member : vector) {
            largest = Math.max(largest, Math.abs(member));
        }
        var bytes = new byte[vector.length];
        for (int i = 0; i < vector.length && largest > 0; i++) {
            bytes[i] = (byte) Math.round(vector[i] / largest * SCALE);
        }
        return bytes;
    }
}
