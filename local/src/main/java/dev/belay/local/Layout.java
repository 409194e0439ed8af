package dev.belay.local;

import java.nio.file.Path;

/**
 * Where broker and database keep things.
 *
 * @param data what has to survive
 * @param binaries where PostgreSQL's programs are unpacked, shared between starts
 * @param postgresLog appended to
 */
public record Layout(Path data, Path binaries, Path postgresLog) {

    static Layout of(PlatformOptions options) {
        return new Layout(options.home().resolve("data"), options.home().resolve("postgres"), options.log("postgres"));
    }

    public Path keys() {
        return data.resolve("keys");
    }

    Path kafka() {
        return data.resolve("kafka");
    }

    Path postgres() {
        return data.resolve("postgres");
    }

    public Path issuer() {
        return data.resolve("issuer");
    }

    /** What PostgreSQL calls its data directory. */
    Path cluster() {
        return postgres().resolve("data");
    }
}
