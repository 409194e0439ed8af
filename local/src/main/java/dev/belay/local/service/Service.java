package dev.belay.local.service;

import java.util.List;

/**
 * A service of the platform: its module, its database ({@code ""} for none), its heap in MiB, and the paths that it
 * answers. Ports are given in this order, workers last because their number changes.
 */
public enum Service {
    PROMPT_REGISTRY(
            "prompt-registry",
            "registry",
            128,
            List.of("/v1/prompts", "/v1/versions", "/v1/criteria", "/v1/suites", "/v1/changes")),
    GATE(
            "gate-service",
            "gate",
            160,
            List.of(
                    "/v1/runs",
                    "/v1/pauses",
                    "/v1/decisions",
                    "/v1/events",
                    "/v1/inbox",
                    "/v1/reviews",
                    "/v1/sign-offs",
                    "/v1/trade-offs",
                    "/v1/overrides",
                    "/v1/aspect-removals",
                    "/v1/handoffs",
                    "/v1/policies",
                    "/v1/simulations")),
    ROLLBACK("rollback-service", "rollback", 96, List.of("/v1/rollbacks")),
    PROMPT_DEPLOYER("prompt-deployer", "", 96, List.of("/v1/live", "/v1/deployments")),
    EVAL_WORKER("eval-worker", "worker", 160, List.of("/v1/completions", "/v1/proofs", "/v1/rescorings"));

    private final String module;
    private final String database;
    private final int heap;
    private final List<String> paths;

    Service(String module, String database, int heap, List<String> paths) {
        this.module = module;
        this.database = database;
        this.heap = heap;
        this.paths = paths;
    }

    public String module() {
        return module;
    }

    public String database() {
        return database;
    }

    int heap() {
        return heap;
    }

    /** Whether the public path is this service's: one of its own, or below one. */
    public boolean answers(String path) {
        return paths.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }
}
