package dev.belay.cli.release;

import dev.belay.cli.api.Serving;
import dev.belay.cli.terminal.LocalTime;
import dev.belay.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who serves what, in words. */
final class ServingText {

    private static final int NAMED = 8;

    private final Terminal terminal;
    private final Instant now;

    ServingText(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.now = now;
    }

    void print(Serving serving) {
        terminal.say("  replicas    "
                + states(serving.replicas().stream().map(Serving.Replica::state).toList()));
        serving.replicas().stream()
                .filter(replica -> replica.state().equals("stale"))
                .forEach(replica -> terminal.say("    " + terminal.red("✗ behind ") + replica.replica()));
        if (!serving.subscribers().isEmpty()) {
            terminal.say("  subscribers "
                    + states(serving.subscribers().stream()
                            .map(Serving.Subscriber::state)
                            .toList()));
        }
        serving.subscribers().stream()
                .filter(subscriber -> subscriber.state().equals("stale"))
                .forEach(subscriber -> terminal.say("    " + terminal.red("✗ stale  ") + subscriber.subscriber()
                        + " serves deployment " + subscriber.number() + "  (" + subscriber.by() + ", last heard "
                        + ago(subscriber.heardAt()) + ")"));
        serving.pulls().stream()
                .limit(NAMED)
                .forEach(pull -> terminal.say("  pulled by   " + named(pull) + "  deployment "
                        + pull.number() + ", " + pull.times() + (pull.times() == 1 ? " time" : " times") + ", last "
                        + ago(pull.fetchedAt())));
    }

    /** Those that may serve something else than what is live now. */
    void printMayServeOld(Serving serving) {
        var old = serving.pulls().stream()
                .filter(pull -> pull.number() < serving.number())
                .toList();
        var caching =
                old.stream().filter(pull -> pull.mayServeUntil().isAfter(now)).toList();
        caching.stream()
                .limit(NAMED)
                .forEach(pull -> terminal.say("  "
                        + terminal.yellow("may still serve deployment " + pull.number() + " until "
                                + LocalTime.of(pull.mayServeUntil()))
                        + ": " + named(pull)));
        if (!old.isEmpty() && caching.isEmpty()) {
            terminal.say(
                    terminal.dim("  " + old.size() + " pull client(s) of the last hour get it with their next call"));
        }
        serving.subscribers().stream()
                .filter(subscriber -> subscriber.state().equals("stale"))
                .forEach(
                        subscriber -> terminal.say("  " + terminal.yellow("not confirmed by ") + subscriber.subscriber()
                                + ": it served deployment " + subscriber.number() + " " + ago(subscriber.heardAt())));
    }

    private String states(List<String> states) {
        if (states.isEmpty()) {
            return "none was heard of";
        }
        return states.stream()
                .collect(Collectors.groupingBy(state -> state, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String named(Serving.Pull pull) {
        return pull.client() + " (" + pull.protocol() + ", " + pull.by() + ")";
    }

    private String ago(Instant then) {
        var seconds = Math.max(0, Duration.between(then, now).toSeconds());
        return seconds < 120 ? seconds + " s ago" : seconds / 60 + " min ago";
    }
}
