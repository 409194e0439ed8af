package dev.belay.registry.domain;

/**
 * Who acts, as their token says.
 *
 * @param name as acts are recorded under it
 * @param pm whether a PM of the prompt's team, who alone says what good means
 */
public record Actor(String name, boolean pm) {}
