package dev.belay.deployer.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once every release that was there at start is folded, and every key known. A replica that loses Kafka later says so and stays ready:
 * to take all replicas out of service then would turn a pause of releases into an outage of every application. One that does
 * not understand a release that others may understand is not ready: applications had better ask those.
 */
@Readiness
@ApplicationScoped
class ReplicaHealth implements HealthCheck {

    private final ReplicaState state;
    private final KeyLog keys;

    ReplicaHealth(ReplicaState state, KeyLog keys) {
        this.state = state;
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        var fault = state.fault();
        var stuck = state.stuck();
        var response = HealthCheckResponse.named("live prompts")
                .status(state.caughtUp() && keys.caughtUp() && fault.isEmpty() && stuck.isEmpty())
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
}
