package dev.belay.deployer.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once every release that was there at start is folded, and every key known. A replica that loses Kafka later says so at
 * once, and is not ready any more when that lasts: what it serves may have been rolled back since. It serves all the same, to
 * whoever still asks. One that does not understand a release that others may understand is not ready either: applications
 * had better ask those.
 */
@Readiness
@ApplicationScoped
class ReplicaHealth implements HealthCheck {

    private final ReplicaState state;
    private final KeyLog keys;
    private final DeployerConfig config;

    ReplicaHealth(ReplicaState state, KeyLog keys, DeployerConfig config) {
        this.state = state;
        this.keys = keys;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var fault = state.fault();
        var stuck = state.stuck();
        var response = HealthCheckResponse.named("live prompts")
                .status(state.caughtUp() && keys.caughtUp() && fault.isEmpty() && stuck.isEmpty() && !isStale())
                .withData("behind", state.behind())
                .withData(
                        "kafka",
                        state.outOfTouchSince()
                                .map(since -> "away since " + since)
                                .orElse("reachable"));
        stuck.forEach((prompt, reason) -> response.withData("stuck " + prompt, reason));
        fault.ifPresent(reason -> response.withData("fault", reason));
        return response.build();
    }

    private boolean isStale() {
        return state.outOfTouchSince()
                .filter(since -> since.plus(config.readyWithoutKafka()).isBefore(Instant.now()))
                .isPresent();
    }
}
