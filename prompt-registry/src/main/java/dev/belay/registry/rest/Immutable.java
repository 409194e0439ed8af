package dev.belay.registry.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Answers that never change, so that whoever may read them keeps them as long as they like. */
final class Immutable {

    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private Immutable() {}

    /**
     * @param name what names the content, and nothing else
     * @param known the entity tag of what the asker has already
     */
    static Response answer(String name, @Nullable String known, Object content) {
        var tag = "\"" + name + "\"";
        var answer = tag.equals(known) ? Response.notModified() : Response.ok(content);
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }
}
