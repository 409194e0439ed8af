package dev.belay.registry.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;

/** What a case says, from how it is stored. */
final class CaseJson {

    private CaseJson() {}

    static Case read(String canonical) {
        return read(canonical, Case.class);
    }

    static <T> T read(String canonical, Class<T> type) {
        try {
            return EventJson.mapper().readValue(canonical, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored is no case", e);
        }
    }
}
