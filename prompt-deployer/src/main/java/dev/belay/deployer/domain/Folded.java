package dev.belay.deployer.domain;

/** A prompt after one more release record. */
public record Folded(PromptState state, Outcome outcome) {}
