package dev.belay.cli.api;

import dev.belay.contracts.run.CaseEvaluated;

/** What one task came to, with its place in the run's results, from which a reader goes on. */
public record CaseResult(long seq, CaseEvaluated evaluated) {}
