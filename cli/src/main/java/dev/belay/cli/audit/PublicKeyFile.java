package dev.belay.cli.audit;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PublicKeys;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The keys that a check stands on: kept from before where they were, since whoever alters the record answers for its keys too. */
final class PublicKeyFile {

    private PublicKeyFile() {}

    static PublicKeys orOf(@Nullable Path file, BelayClient platform) {
        if (file == null) {
            return platform.publicKeys();
        }
        try {
            return EventJson.mapper().readValue(Files.readAllBytes(file), PublicKeys.class);
        } catch (IOException e) {
            throw CliFailure.usage(
                    file + " cannot be read: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    "Expected: what the platform answers at /.well-known/jwks.json");
        }
    }
}
