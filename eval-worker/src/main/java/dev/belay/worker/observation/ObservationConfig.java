package dev.belay.worker.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;

/** What is spent on observations, and for how long they are kept. */
@ConfigMapping(prefix = "belay.worker.observation")
public interface ObservationConfig {

    /** What judges may cost that read the outputs of one prompt in one day (UTC), US dollars. */
    @WithDefault("1.00")
    BigDecimal dailyBudgetUsd();

    /** Not longer than the topic keeps them. */
    @WithDefault("7d")
    Duration kept();

    /** Outputs that this worker lets a judge read at a time. */
    @WithDefault("4")
    int judgedAtATime();

    /** For how long one is a worker's; longer than a judge takes, or it is asked again. */
    @WithDefault("120s")
    Duration lease();
}
