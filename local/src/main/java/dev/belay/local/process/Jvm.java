package dev.belay.local.process;

import java.nio.file.Path;
import java.util.List;

/**
 * How the platform's JVMs are started: many on a small machine, so each with little memory and a quick start rather
 * than a high speed later.
 */
public final class Jvm {
    private Jvm() {}

    /** @param heap in MiB */
    public static List<String> command(Path home, int heap) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Orphans.mark(home),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError");
    }

    /**
     * Keeps the loaded classes in {@code archive} when the process ends in good order, and starts the next from there.
     * That takes a few seconds of an end, once for each build, and is off for class paths with directories.
     */
    public static List<String> remembering(Path archive) {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                // An archive that is missing or of another build is no fault.
                "-Xlog:cds*=off");
    }
}
