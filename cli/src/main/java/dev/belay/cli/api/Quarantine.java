package dev.belay.cli.api;

import java.time.Instant;

/** A case that a PM set aside until then; of the past when that is. */
public record Quarantine(String caseId, String owner, String by, String reason, Instant until) {}
