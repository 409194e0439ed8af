package dev.belay.gate.attempt.domain;

import java.time.Instant;

/** A prompt of which nothing more is evaluated until somebody resumes it. */
public record Pause(String prompt, String by, String reason, Instant since) {}
