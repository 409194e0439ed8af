package dev.belay.cli.api;

import dev.belay.contracts.decision.PersonEvent.Release;

/** A team's shape, and when what it approves goes live. */
public record TeamPolicy(String policy, Release release) {}
