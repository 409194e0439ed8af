package dev.belay.gate.decision.domain.people;

/** Whether better quality is worth what it costs, in this attempt; {@code by} a PM. */
public record TradeOff(String ceiling, String by, boolean accepted, String reason) {}
