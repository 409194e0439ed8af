package dev.belay.registry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.math.BigDecimal;
import java.net.URI;

@ConfigMapping(prefix = "belay.registry")
public interface RegistryConfig {

    /** What a run may cost at most when its author names no budget, US dollars. */
    BigDecimal defaultBudgetUsd();

    /** How many cases one request may bring; their ids are held in memory until it ends. */
    int maxCases();

    /** What one case may have, and what everything but the cases may have together; each is held in memory. */
    MemorySize maxCaseSize();

    /** Where workers answer, who try the examples of criteria. */
    URI ledgerUrl();
}
