package dev.belay.evaluation.document;

import java.nio.file.Path;
import java.util.Objects;

/** Where conformance data lies that tests use in place: {@code BELAY_SHARED}, else beside the repository. */
public final class SharedData {

    private SharedData() {}

    public static Path directory() {
        var property = System.getProperty("BELAY_SHARED", System.getenv("BELAY_SHARED"));
        return Path.of(Objects.requireNonNullElse(property, "../../shared"));
    }
}
