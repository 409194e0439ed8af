package dev.belay.deployer.sink.domain;

import dev.belay.contracts.release.LiveState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a sink is to be given: of each prompt the newest state alone, so that after an outage one write catches up with any
 * number of releases. A failure puts its own prompt behind the others, and one of the whole target holds all of them back for
 * a while: what the target never takes keeps nothing else from it. Thread-safe.
 */
public final class Backlog {

    private final Map<String, Entry> entries = new HashMap<>();
    private final TreeSet<Entry> waiting =
            new TreeSet<>(Comparator.comparing((Entry entry) -> entry.due).thenComparing(entry -> entry.live.key()));
    private final Target target = new Target();

    private static final class Entry {

        private LiveState live;
        private @Nullable Long held;
        private @Nullable Instant at;
        private int failures;
        private @Nullable String error;
        private Instant due;

        private Entry(LiveState live, Instant due) {
            this.live = live;
            this.due = due;
        }

        private boolean isWaiting() {
            return held == null || held < live.number();
        }

        private Progress progress() {
            return new Progress(
                    live.prompt(),
                    live.environment(),
                    live.number(),
                    held,
                    at,
                    failures,
                    error,
                    isWaiting() ? due : null);
        }
    }

    private static final class Target {

        private int failures;
        private @Nullable String error;
        private Instant due = Instant.MIN;
        private boolean ended;
    }

    /**
     * The target as a whole.
     *
     * @param waiting prompts that are to be written
     * @param failing prompts whose last try failed
     * @param error why nothing can be written; absent when something can
     * @param ended it is not asked again before the deployer starts anew
     */
    public record Standing(
            int waiting, int failing, @Nullable String error, boolean ended) {}

    /** A number that is not above what is known changes nothing. */
    public synchronized void want(LiveState live, Instant now) {
        var entry = entries.get(live.key());
        if (entry == null) {
            entry = new Entry(live, now);
            entries.put(live.key(), entry);
            waiting.add(entry);
            return;
        }
        if (live.number() <= entry.live.number()) {
            return;
        }
        // It keeps its place, but what failed before may not fail now: a rollback waits for no other version's
        // back-off.
        var keepsPlace = waiting.remove(entry) && entry.error == null;
        entry.live = live;
        if (!keepsPlace) {
            entry.due = now;
        }
        if (entry.isWaiting()) {
            waiting.add(entry);
        }
    }

    /** Forgets what is not this replica's to write, and with it what the target held: another one may write it now. */
    public synchronized void keep(Predicate<LiveState> mine) {
        entries.values().removeIf(entry -> {
            var lost = !mine.test(entry.live);
            if (lost) {
                waiting.remove(entry);
            }
            return lost;
        });
    }

    /** What is to be written now; it stays so until it is {@link #holds held}. */
    public synchronized Optional<LiveState> next(Instant now) {
        return due().filter(due -> !due.isAfter(now)).map(due -> waiting.first().live);
    }

    /** When something is to be written; empty when nothing waits. */
    public synchronized Optional<Instant> due() {
        if (waiting.isEmpty() || target.ended) {
            return Optional.empty();
        }
        var first = waiting.first().due;
        return Optional.of(first.isBefore(target.due) ? target.due : first);
    }

    /** @param number that the target holds after it was given {@code live}; a higher one stays there */
    public synchronized void holds(LiveState live, long number, Instant now) {
        target.failures = 0;
        target.error = null;
        target.due = Instant.MIN;
        var entry = entries.get(live.key());
        if (entry == null) {
            return;
        }
        waiting.remove(entry);
        entry.held = number;
        entry.at = now;
        entry.failures = 0;
        entry.error = null;
        entry.due = now;
        if (entry.isWaiting()) {
            waiting.add(entry);
        }
    }

    /** @param chance drawn evenly from 0 to 1 */
    public synchronized void failed(LiveState live, Scope scope, String error, Instant now, double chance) {
        if (scope != Scope.PROMPT) {
            target.failures++;
            target.error = error;
            target.due = now.plus(BackOff.after(target.failures, chance));
            target.ended = scope == Scope.FOR_GOOD;
        }
        var entry = entries.get(live.key());
        if (entry == null) {
            return;
        }
        waiting.remove(entry);
        entry.failures++;
        entry.error = error;
        entry.due = now.plus(BackOff.after(entry.failures, chance));
        waiting.add(entry);
    }

    public synchronized Standing standing() {
        var failing = (int)
                entries.values().stream().filter(entry -> entry.error != null).count();
        return new Standing(waiting.size(), failing, target.error, target.ended);
    }

    /** By the prompts' names. */
    public synchronized List<Progress> progress() {
        return entries.values().stream()
                .map(Entry::progress)
                .sorted(Comparator.comparing(Progress::prompt).thenComparing(Progress::environment))
                .toList();
    }
}
