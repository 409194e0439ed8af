package dev.belay.cli.api;

import java.time.Instant;

/** A prompt of which nothing is evaluated until it is resumed. */
public record Pause(String prompt, String by, String reason, Instant since) {}
