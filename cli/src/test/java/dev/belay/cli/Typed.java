package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.event.EventJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a typed command came to. */
public record Typed(int exitCode, String out, String err) {

    public static Typed belay(String... arguments) {
        return belay(Map.of(), "", arguments);
    }

    public static Typed belay(Map<String, String> env, String stdin, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var environment = new HashMap<>(Map.of(
                "BELAY_USER",
                "ana@care.example",
                "BELAY_TOKEN",
                "anas-token",
                "XDG_CONFIG_HOME",
                "target/no-configuration"));
        environment.putAll(env);
        var surroundings =
                new Surroundings(environment, new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)), false);
        int exitCode = Belay.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Typed(exitCode, out.toString(), err.toString());
    }

    public JsonNode json() {
        try {
            return EventJson.mapper().readTree(out);
        } catch (IOException e) {
            throw new AssertionError("not one JSON document: " + this, e);
        }
    }
}
