package dev.belay.registry;

import io.smallrye.config.ConfigMapping;
import java.math.BigDecimal;

@ConfigMapping(prefix = "belay.registry")
public interface RegistryConfig {

    /** What a run may cost at most when its author names no budget, US dollars. */
    BigDecimal defaultBudgetUsd();
}
