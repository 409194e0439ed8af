package dev.belay.deployer.messaging;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A sink of the team {@code sunk}, in a directory of the test run. */
public final class SinkDirectory implements QuarkusTestResourceLifecycleManager {

    static final String PROPERTY = "belay.deployer.sinks.tree.files.directory";

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    PROPERTY,
                    Files.createTempDirectory("sink").toString(),
                    "belay.deployer.sinks.tree.prompts",
                    "sunk/*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
