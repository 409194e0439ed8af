package dev.belay.deployer.receipt;

import dev.belay.contracts.receipt.ReceiptEvent;
import dev.belay.contracts.receipt.ReceiptEvent.ReleaseServed;
import dev.belay.contracts.receipt.ReceiptEvent.ReleasesFollowed;
import dev.belay.contracts.receipt.ReceiptEvent.VersionFetched;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was said in the last hour, of all replicas: each of them reads all receipts. */
@ApplicationScoped
public class Receipts {

    static final Duration KEPT = Duration.ofHours(1);

    private final Map<String, ReleasesFollowed> replicas = new ConcurrentHashMap<>();
    private final Map<String, Map<String, ReleaseServed>> subscribers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, VersionFetched>> fetches = new ConcurrentHashMap<>();

    /** A late one changes nothing. */
    void take(ReceiptEvent event) {
        switch (event) {
            case ReleasesFollowed followed ->
                replicas.merge(followed.replica(), followed, (a, b) -> b.at().isBefore(a.at()) ? a : b);
            case ReleaseServed served ->
                of(subscribers, served.prompt())
                        .merge(
                                served.environment() + " " + served.by() + " " + served.subscriber(),
                                served,
                                (a, b) -> b.at().isBefore(a.at()) ? a : b);
            case VersionFetched fetched -> of(fetches, fetched.prompt()).merge(key(fetched), fetched, Receipts::sum);
        }
    }

    public Collection<ReleasesFollowed> replicas() {
        return List.copyOf(replicas.values());
    }

    public Collection<ReleaseServed> subscribersOf(String prompt) {
        return List.copyOf(subscribers.getOrDefault(prompt, Map.of()).values());
    }

    public Collection<VersionFetched> fetchesOf(String prompt) {
        return List.copyOf(fetches.getOrDefault(prompt, Map.of()).values());
    }

    void forget(Instant now) {
        var before = now.minus(KEPT);
        replicas.values().removeIf(old -> old.at().isBefore(before));
        subscribers
                .values()
                .forEach(each -> each.values().removeIf(old -> old.at().isBefore(before)));
        fetches.values().forEach(each -> each.values().removeIf(old -> old.at().isBefore(before)));
        subscribers.values().removeIf(Map::isEmpty);
        fetches.values().removeIf(Map::isEmpty);
    }

    private static <T> Map<String, T> of(Map<String, Map<String, T>> byPrompt, String prompt) {
        return byPrompt.computeIfAbsent(prompt, first -> new ConcurrentHashMap<>());
    }

    private static String key(VersionFetched fetched) {
        return String.join(
                " ",
                fetched.environment(),
                fetched.version().value(),
                fetched.protocol(),
                fetched.by(),
                fetched.client());
    }

    private static VersionFetched sum(VersionFetched before, VersionFetched more) {
        return new VersionFetched(
                more.prompt(),
                more.environment(),
                Math.max(before.number(), more.number()),
                more.version(),
                more.protocol(),
                more.by(),
                more.client(),
                before.times() + more.times(),
                more.staleSeconds(),
                more.at().isBefore(before.at()) ? before.at() : more.at());
    }
}
