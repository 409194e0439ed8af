package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.evaluation.document.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The OpenAI-compatible server of the conformance data, in a process of its own and on a free port. */
public final class StubServer implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("stub on (http://[^ ]+)");

    private final Process node;
    private final String address;

    private StubServer(Process node, String address) {
        this.node = node;
        this.address = address;
    }

    /** Skips the test, saying why, where the data or node is absent. */
    public static StubServer start() throws IOException {
        return start(null);
    }

    /** @param replies canned ones, of the conformance data */
    public static StubServer start(@Nullable Path replies) throws IOException {
        var script = SharedData.directory().resolve("conformance/stub/server.mjs");
        Assumptions.assumeTrue(Files.isRegularFile(script), "skipped: no conformance data; set BELAY_SHARED");
        var command = new ProcessBuilder("node", script.toString()).redirectErrorStream(true);
        command.environment().put("PORT", "0");
        if (replies != null) {
            command.environment().put("REPLIES", replies.toString());
        }
        var node = launched(command);
        var output = new BufferedReader(node.inputReader(StandardCharsets.UTF_8));
        var said = ADDRESS.matcher(String.valueOf(output.readLine()));
        assertThat(said.find()).as("the stub's first line").isTrue();
        return new StubServer(node, said.group(1));
    }

    private static Process launched(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            return Assumptions.abort("skipped: no node on the path");
        }
    }

    public String address() {
        return address;
    }

    @Override
    public void close() {
        node.destroy();
    }
}
