package dev.belay.worker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cases that tasks ask for. Tasks come in their suite's order, so what is read is a page that begins with the case
 * asked for: the next tasks find theirs, and a suite of any size takes no more memory than its pages in use.
 */
@ApplicationScoped
class CasePages {

    /** Cases of a page at most. */
    private static final int PAGE = 256;

    /** Characters of JSON after which the rest of a page is left: cases may be large. */
    private static final int PAGE_CHARACTERS = 1 << 20;

    /** Characters of JSON that are kept, of all suites together. */
    private static final long KEPT = 8L << 20;

    private static final int LOCKS = 64;

    private record Place(Digest suite, String caseId) {}

    private record Kept(Case evalCase, int characters) {}

    private final Reads reads;
    private final Cache<Place, Kept> cases = Caffeine.newBuilder()
            .maximumWeight(KEPT)
            .<Place, Kept>weigher((place, kept) -> kept.characters())
            .build();

    /** One page of a suite is read once, however many tasks wait for it. */
    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    CasePages(Reads reads) {
        this.reads = reads;
    }

    Case get(Digest suite, String caseId) {
        var place = new Place(suite, caseId);
        var known = kept(place);
        if (known != null) {
            return known;
        }
        var lock = locks.get(Math.floorMod(suite.hashCode(), LOCKS));
        lock.lock();
        try {
            var read = kept(place);
            return read != null ? read : read(place);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Case kept(Place place) {
        var kept = cases.getIfPresent(place);
        return kept == null ? null : kept.evalCase();
    }

    private Case read(Place first) {
        var path = "/v1/suites/%s/cases?from=%s&limit=%d"
                .formatted(first.suite().value(), URLEncoder.encode(first.caseId(), StandardCharsets.UTF_8), PAGE);
        var page = reads.get(path, CasePages::parsed);
        if (page.isEmpty() || !page.getFirst().evalCase().id().equals(first.caseId())) {
            throw new TransientFault(
                    path + " does not begin with the case asked for",
                    new IOException("a page of %d cases".formatted(page.size())));
        }
        page.forEach(kept -> cases.put(new Place(first.suite(), kept.evalCase().id()), kept));
        return page.getFirst().evalCase();
    }

    private static List<Kept> parsed(InputStream body) throws IOException {
        var page = new ArrayList<Kept>();
        try (MappingIterator<JsonNode> cases =
                EventJson.mapper().readerFor(JsonNode.class).readValues(body)) {
            for (int characters = 0; characters < PAGE_CHARACTERS && cases.hasNextValue(); ) {
                var json = cases.nextValue();
                int length = json.toString().length();
                page.add(new Kept(EventJson.mapper().treeToValue(json, Case.class), length));
                characters += length;
            }
        }
        return page;
    }
}
