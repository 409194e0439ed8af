package dev.belay.worker.plan;

import dev.belay.worker.plan.domain.IssuePolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs are worked through. */
@ConfigMapping(prefix = "belay.worker.plan")
public interface PlanConfig {

    /** How many tasks of one run may be outstanding; also what keeps one run from starving another. */
    @WithDefault("256")
    int window();

    /** How long a task may be without a result before it is issued again; longer than a call may take. */
    @WithDefault("120s")
    Duration lease();

    /** A task issued that often without a result is given up. */
    @WithDefault("5")
    int maxIssues();

    /** How often open runs are looked at when nothing else wakes the planner. */
    @WithDefault("200ms")
    Duration tick();

    default IssuePolicy policy() {
        return new IssuePolicy(window(), lease(), maxIssues());
    }
}
