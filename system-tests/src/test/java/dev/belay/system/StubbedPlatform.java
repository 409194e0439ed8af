package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.system.model.Latency;
import dev.belay.system.model.ModelStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A platform whose one model is a stub, and what is published to it. */
public final class StubbedPlatform implements AutoCloseable {

    /** What {@code watch} and {@code retry} end with while a run's errors keep it from being decided. */
    public static final int UNDECIDED = 4;

    private static final int PAGE = 1000;

    private final ModelStub model;
    private final Belay belay;

    private StubbedPlatform(ModelStub model, Belay belay) {
        this.model = model;
        this.belay = belay;
    }

    /** Not started yet, so that the environment can be added to; {@code up} starts it. */
    public static StubbedPlatform in(Path folder, Latency latency) throws IOException {
        var model = new ModelStub(latency);
        return new StubbedPlatform(
                model,
                new Belay(Files.createDirectory(folder.resolve("home")))
                        .with("OPENAI_BASE_URL", model.baseUrl())
                        .with("OPENAI_API_KEY", "stub"));
    }

    public StubbedPlatform with(String variable, String value) {
        belay.with(variable, value);
        return this;
    }

    /** In the same order as by default, and shorter: a killed worker's calls are asked again after their lease. */
    StubbedPlatform withShortLeases() {
        return with("BELAY_WORKER_EXECUTION_CALL_TIMEOUT", "10s")
                .with("BELAY_WORKER_LEDGER_LEASE", "15s")
                .with("BELAY_WORKER_PLAN_LEASE", "20s");
    }

    public StubbedPlatform up(int workers) throws Exception {
        try {
            belay.up("--workers", Integer.toString(workers));
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
        return this;
    }

    public ModelStub model() {
        return model;
    }

    public Belay belay() {
        return belay;
    }

    /** Without waiting for its run; the change's id. */
    public String publish(PromptFolder copy, String owner) throws Exception {
        var published = belay.run(
                "publish",
                copy.path().toString(),
                "-m",
                "stubbed",
                "--all",
                "--no-watch",
                "--as",
                owner,
                "--output",
                "json");
        assertThat(published.exitCode()).as(published.toString()).isZero();
        return published.published().path("change").asText();
    }

    /** The exit code, once somebody has signed it where it waits for that. */
    public int watch(String change) throws Exception {
        return belay.signed(belay.run("watch", change)).exitCode();
    }

    /** The exit code, once what had errored was asked again. */
    public int retry(String change) throws Exception {
        return belay.run("retry", change).exitCode();
    }

    /** The outcome of each case, the newest where a retry has replaced one. */
    Map<String, String> verdicts(String change) {
        var verdicts = new TreeMap<String, String>();
        forEachResult(
                change,
                result -> verdicts.put(
                        result.path("caseId").asText(), result.path("outcome").asText()));
        return verdicts;
    }

    /** Of each case that errored so far, the whole result. */
    Map<String, String> errors(String change) {
        var errors = new TreeMap<String, String>();
        forEachResult(change, result -> {
            if (!List.of("passed", "failed").contains(result.path("outcome").asText())) {
                errors.put(result.path("caseId").asText(), result.toString());
            }
        });
        return errors;
    }

    private void forEachResult(String change, Consumer<JsonNode> reader) {
        long after = 0;
        JsonNode page;
        do {
            page = belay.get("/v1/runs/%s.1/results?limit=%d&after=%d".formatted(change, PAGE, after));
            for (var result : page) {
                reader.accept(result);
                after = result.path("seq").asLong();
            }
        } while (page.size() == PAGE);
    }

    @Override
    public void close() throws Exception {
        belay.close();
        model.close();
    }
}
