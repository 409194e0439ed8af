package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.contracts.event.EventJson;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** JSON as everywhere in Belay, but for fields that nobody knows: in a request they are mistakes. */
final class Json {

    private Json() {}

    @Produces
    @Singleton
    static ObjectMapper mapper() {
        return EventJson.mapper().copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }
}
