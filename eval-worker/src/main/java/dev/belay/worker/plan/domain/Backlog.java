package dev.belay.worker.plan.domain;

/**
 * What is still to be done, by all instances together.
 *
 * @param runs that are open
 * @param pending tasks of them that no executor was told of
 * @param issued tasks of them that executors were told of, and that have no result
 */
public record Backlog(long runs, long pending, long issued) {}
