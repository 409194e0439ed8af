package dev.belay.system.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * promptfoo, as npx gives it. It is asked for once and then started directly, so that npx is not part of what is
 * measured.
 *
 * @param node the program that runs it
 * @param script its entry point
 */
record Promptfoo(Path node, Path script, String version) implements CommandRun.Engine {

    private static final String PACKAGE = "promptfoo@0.123";
    /** What this version of it asks for. */
    private static final int NODE_MAJOR = 22;

    private static final int NODE_MINOR = 22;
    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");
    private static final int FETCHED_WITHIN_MINUTES = 15;

    /** Why there is none, in one line. */
    static final class Absent extends Exception {
        private static final long serialVersionUID = 1L;

        Absent(String reason) {
            super(reason);
        }
    }

    /** The first time, npx fetches it, and a newer Node.js beside it where the installed one is too old. */
    static Promptfoo find(Path folder) throws Absent, InterruptedException, IOException {
        var command = new ArrayList<>(List.of("npx", "--yes"));
        if (!nodeIsNewEnough(folder)) {
            command.addAll(List.of("--package", "node@" + NODE_MAJOR));
        }
        command.addAll(
                List.of("--package", PACKAGE, "-c", "command -v node && command -v promptfoo && promptfoo --version"));
        System.out.println("npx is asked for " + PACKAGE + "; the first time it fetches 1.6 GB");
        var lines = output(folder, command);
        if (lines.size() < 3) {
            throw new Absent("npx " + PACKAGE + " printed " + lines);
        }
        return new Promptfoo(Path.of(lines.get(0)), Path.of(lines.get(1)), lines.get(2));
    }

    private static boolean nodeIsNewEnough(Path folder) throws Absent, InterruptedException, IOException {
        var version = NODE_VERSION.matcher(
                String.join("", output(folder, List.of("node", "--version"))).strip());
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > NODE_MAJOR || (major == NODE_MAJOR && Integer.parseInt(version.group(2)) >= NODE_MINOR);
    }

    private static List<String> output(Path folder, List<String> command)
            throws Absent, InterruptedException, IOException {
        var out = Files.createTempFile(folder, "out", ".txt");
        var err = Files.createTempFile(folder, "err", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(silence(folder));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new Absent("no " + command.getFirst() + " on the PATH");
        }
        if (!process.waitFor(FETCHED_WITHIN_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new Absent("%s took longer than %d minutes".formatted(command, FETCHED_WITHIN_MINUTES));
        }
        if (process.exitValue() != 0) {
            throw new Absent("%s failed: %s".formatted(String.join(" ", command), reason(err)));
        }
        return Files.readAllLines(out);
    }

    /** What npm warns of comes before the error. */
    private static String reason(Path err) throws IOException {
        var lines = Files.readAllLines(err);
        return lines.stream()
                .filter(line -> line.contains("error"))
                .findFirst()
                .orElseGet(() -> lines.isEmpty() ? "it says nothing" : lines.getLast());
    }

    @Override
    public List<String> command(Path config, int slots, Path results) {
        return List.of(
                node.toString(),
                script.toString(),
                "eval",
                "--config",
                config.toString(),
                "--no-cache",
                "--no-table",
                "--no-progress-bar",
                "--max-concurrency",
                Integer.toString(slots),
                "--output",
                results.toString());
    }

    @Override
    public Map<String, String> environment(Path home) {
        return silence(home);
    }

    /** Nothing is told to anybody, and nothing is left in the user's own folder. */
    private static Map<String, String> silence(Path home) {
        return Map.of(
                "PROMPTFOO_DISABLE_TELEMETRY",
                "1",
                "PROMPTFOO_DISABLE_UPDATE",
                "1",
                "PROMPTFOO_CONFIG_DIR",
                home.resolve("promptfoo").toString());
    }
}
