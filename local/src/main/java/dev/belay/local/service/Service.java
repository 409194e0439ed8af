package dev.belay.local.service;

import dev.belay.contracts.signing.Writer;
import java.util.List;

/**
 * A service of the platform: its module and so its key, its database ({@code ""} for none), its heap in MiB, and the paths that it
 * answers. Ports are given in this order, workers last because their number changes.
 */
public enum Service {
    PROMPT_REGISTRY(
            Writer.PROMPT_REGISTRY,
            "registry",
            128,
            List.of("/v1/prompts", "/v1/versions", "/v1/criteria", "/v1/suites", "/v1/changes", "/v1/keys")),
    GATE(
            Writer.GATE,
            "gate",
            160,
            List.of(
                    "/v1/runs",
                    "/v1/pauses",
                    "/v1/decisions",
                    "/v1/events",
                    "/v1/audit",
                    "/v1/retirements",
                    "/v1/verification",
                    "/.well-known/jwks.json",
                    "/v1/inbox",
                    "/v1/reviews",
                    "/v1/sign-offs",
                    "/v1/trade-offs",
                    "/v1/overrides",
                    "/v1/quarantines",
                    "/v1/closures",
                    "/v1/freezes",
                    "/v1/resumptions",
                    "/v1/aspect-removals",
                    "/v1/handoffs",
                    "/v1/policies",
                    "/v1/promotions",
                    "/v1/adoptions",
                    "/v1/simulations",
                    "/v1/webhooks",
                    "/v1/breaches",
                    "/v1/drill-orders",
                    "/v1/rollouts",
                    "/v1/shadow-prompts")),
    ROLLBACK(Writer.ROLLBACK, "rollback", 96, List.of("/v1/rollbacks", "/v1/drills")),
    PROMPT_DEPLOYER(
            Writer.PROMPT_DEPLOYER,
            "",
            96,
            List.of(
                    "/v1/live",
                    "/v1/deployments",
                    "/v1/observations",
                    "/v1/traces",
                    "/v1/receipts",
                    "/v1/sinks",
                    "/ofrep/v1",
                    "/api/public/v2/prompts",
                    "/api/prompts",
                    "/api/apikey/login",
                    "/v1/prompt")),
    EVAL_WORKER(
            Writer.EVAL_WORKER,
            "worker",
            160,
            List.of("/v1/completions", "/v1/embeddings", "/v1/proofs", "/v1/rescorings", "/v1/observed"));

    private final Writer writer;
    private final String database;
    private final int heap;
    private final List<String> paths;

    Service(Writer writer, String database, int heap, List<String> paths) {
        this.writer = writer;
        this.database = database;
        this.heap = heap;
        this.paths = paths;
    }

    public String module() {
        return writer.wireName();
    }

    public String database() {
        return database;
    }

    /** Whose key it signs with. */
    Writer writer() {
        return writer;
    }

    int heap() {
        return heap;
    }

    /** Whether the public path is this service's: one of its own, or below one. */
    public boolean answers(String path) {
        return paths.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }
}
