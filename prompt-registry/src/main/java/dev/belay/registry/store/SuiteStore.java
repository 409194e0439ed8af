package dev.belay.registry.store;

import dev.belay.registry.domain.SuiteDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Suites as they are read: a few cases at a time, each few in a transaction of their own, so that a slow reader holds
 * neither memory nor a connection.
 */
@ApplicationScoped
public class SuiteStore {

    private final CasePages pages;
    private final ContentRows contents;

    SuiteStore(CasePages pages, ContentRows contents) {
        this.pages = pages;
        this.contents = contents;
    }

    public boolean has(long list, String caseId) {
        return pages.has(list, caseId);
    }

    /** The suite document's canonical JSON. Throws when the suite is erased meanwhile: what was written is then torn. */
    public void writeWhole(long list, OutputStream out) throws IOException {
        out.write(SuiteDigest.BEGIN.getBytes(StandardCharsets.UTF_8));
        write(list, CasePlace.FIRST, Integer.MAX_VALUE, out);
        out.write(SuiteDigest.END.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A JSON array of the suite's cases, each canonical. Throws as {@link #writeWhole}.
     *
     * @param from the id of the first; absent for the suite's first
     */
    public void writePage(long list, @Nullable String from, int limit, OutputStream out) throws IOException {
        out.write('[');
        write(list, from == null ? CasePlace.FIRST : CasePlace.of(from), limit, out);
        out.write(']');
    }

    private void write(long list, CasePlace from, int limit, OutputStream out) throws IOException {
        int written = 0;
        var page = pages.page(list, from, limit);
        while (page.next() != null) {
            for (var json : page.json()) {
                if (written > 0) {
                    out.write(SuiteDigest.BETWEEN.getBytes(StandardCharsets.UTF_8));
                }
                out.write(json.getBytes(StandardCharsets.UTF_8));
                written++;
            }
            page = pages.page(list, page.next(), limit - written);
        }
        if (contents.count("caseList", list) == 0) {
            throw new IOException("the suite was erased while it was read");
        }
    }
}
