package dev.belay.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Java processes of one state directory, found by the mark on their command line whoever their parent is now. */
public final class Orphans {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Orphans() {}

    /** The mark: a JVM option, first on the command line because a long one is cut when it is read. */
    public static String mark(Path home) {
        return "-Dbelay.home=" + home;
    }

    public static List<ProcessHandle> of(Path home) {
        String mark = mark(home);
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(mark + " "))
                        .isPresent())
                .toList();
    }

    /** Ends them all; how many there were. */
    public static int end(Path home) {
        var found = of(home);
        found.parallelStream().forEach(process -> Ending.end(process, PATIENCE));
        return found.size();
    }
}
