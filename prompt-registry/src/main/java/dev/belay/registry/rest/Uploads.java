package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.registry.RegistryConfig;
import dev.belay.registry.upload.BoundedBody;
import dev.belay.registry.upload.CaseReader;
import dev.belay.registry.upload.CaseSpool;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads bodies with cases in them, within the configured bounds. */
@ApplicationScoped
class Uploads {

    private final ObjectMapper mapper;
    private final RegistryConfig config;

    Uploads(ObjectMapper mapper, RegistryConfig config) {
        this.mapper = mapper;
        this.config = config;
    }

    CaseSpool spool() {
        return new CaseSpool(config.maxCases());
    }

    /** Null for JSON's null. */
    <T> @Nullable T read(InputStream body, Class<T> type, CaseSpool cases) throws IOException {
        var bounded = new BoundedBody(body, config.maxCaseSize().asLongValue());
        return CaseReader.read(mapper, bounded, type, cases);
    }
}
