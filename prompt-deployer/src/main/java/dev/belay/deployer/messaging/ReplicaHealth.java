package dev.belay.deployer.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once every release that was there at start is folded. A replica that loses Kafka later says so and stays ready:
 * to take all replicas out of service then would turn a pause of releases into an outage of every application.
 */
@Readiness
@ApplicationScoped
class ReplicaHealth implements HealthCheck {

    private final ReplicaState state;

    ReplicaHealth(ReplicaState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        var fault = state.fault();
        var response = HealthCheckResponse.named("live prompts")
                .status(state.caughtUp() && fault.isEmpty())
                .withData("behind", state.behind())
                .withData(
                        "kafka",
                        state.outOfTouchSince()
                                .map(since -> "away since " + since)
                                .orElse("reachable"));
        fault.ifPresent(reason -> response.withData("fault", reason));
        return response.build();
    }
}
