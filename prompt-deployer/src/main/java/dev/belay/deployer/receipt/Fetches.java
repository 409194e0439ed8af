package dev.belay.deployer.receipt;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.receipt.ReceiptEvent.VersionFetched;
import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.Split;
import dev.belay.deployer.receipt.domain.Protocol;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what pull clients fetch from this replica; nothing but the count is done while they wait. */
@ApplicationScoped
public class Fetches {

    /** Different ones between two reports; more are not counted apart, so that nobody fills the memory. */
    private static final int MOST = 10_000;

    private static final int LONGEST_CLIENT = 60;
    private static final String UNKNOWN = "unknown";

    private final ConcurrentMap<Fetch, LongAdder> counts = new ConcurrentHashMap<>();

    private record Fetch(
            String prompt,
            String environment,
            long number,
            Digest version,
            Protocol protocol,
            String by,
            String client) {}

    /**
     * @param by id of the key, or the subject
     * @param userAgent as it was sent
     */
    public void count(LiveState live, Split got, Protocol protocol, String by, @Nullable String userAgent) {
        var fetch = new Fetch(
                live.prompt(),
                live.environment(),
                live.number(),
                got.version().digest(),
                protocol,
                by,
                counts.size() < MOST ? client(userAgent) : UNKNOWN);
        counts.computeIfAbsent(fetch, first -> new LongAdder()).increment();
    }

    /** What was counted since the last time. */
    List<VersionFetched> take(Instant now) {
        var taken = new ArrayList<VersionFetched>();
        for (var fetch : List.copyOf(counts.keySet())) {
            var count = counts.remove(fetch);
            if (count != null) {
                taken.add(new VersionFetched(
                        fetch.prompt(),
                        fetch.environment(),
                        fetch.number(),
                        fetch.version(),
                        fetch.protocol().wireName(),
                        fetch.by(),
                        fetch.client(),
                        count.sum(),
                        fetch.protocol().staleSeconds(),
                        now));
            }
        }
        return taken;
    }

    /** The first word of it, without a version; control characters are nobody's name. */
    static String client(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return UNKNOWN;
        }
        var word = userAgent.strip().split("[\\s/]", 2)[0].replaceAll("\\p{Cntrl}", "");
        return word.isEmpty() ? UNKNOWN : word.substring(0, Math.min(word.length(), LONGEST_CLIENT));
    }
}
