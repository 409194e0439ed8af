package dev.belay.worker.stack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.PlannedTask;
import dev.belay.contracts.run.RunControlEvent.RunOpened;
import dev.belay.contracts.run.RunPlan;
import dev.belay.contracts.topic.Topic;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The world of one test: a model, a registry with a prompt, criteria and a suite, and the topics. */
public final class RunSetting implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI registryUrl;
    private final DataSource database;
    private final FakeModel model;
    private final Topics topics;
    private FakeRegistry registry;

    /** Keeps the requests of one test apart from those of the others, which share the ledger. */
    private final String salt = Long.toString(ThreadLocalRandom.current().nextLong(), 36);

    public RunSetting(URI registryUrl, URI modelUrl, String bootstrapServers, DataSource database) {
        this.registryUrl = registryUrl;
        this.database = database;
        this.registry = new FakeRegistry(registryUrl);
        this.model = new FakeModel(modelUrl);
        this.topics = new Topics(bootstrapServers);
    }

    public FakeModel model() {
        return model;
    }

    public Topics topics() {
        return topics;
    }

    public Digest publish(String kind, Object document) {
        return registry.publish(kind, document);
    }

    public void stopRegistry() {
        registry.close();
    }

    /** With nothing in it. */
    public void startRegistry() {
        registry = new FakeRegistry(registryUrl);
    }

    @Override
    public void close() {
        registry.close();
        model.close();
        topics.close();
    }

    public String open(String name, int cases, String budgetUsd) {
        publishDocuments(cases);
        var opened = opened(name, cases, budgetUsd);
        topics.send("open-" + opened.run(), opened);
        return opened.run();
    }

    public void publishDocuments(int cases) {
        registry.publish("versions", prompt());
        registry.publish("criteria", criteria());
        registry.publish("suites", suite(cases));
    }

    public RunOpened opened(String name, int cases, String budgetUsd) {
        return new RunOpened(
                "ch-" + name + salt + ".1",
                "ch-" + name + salt,
                1,
                "care/visit-summary",
                new VersionRef(1, digest(prompt())),
                null,
                0,
                digest(criteria()),
                digest(suite(cases)),
                1,
                1,
                1,
                new BigDecimal(budgetUsd),
                Instant.now().plus(Duration.ofMinutes(30)));
    }

    private PromptDocument prompt() {
        return new PromptDocument(
                "care/visit-summary",
                null,
                new PromptDocument.Model("openai", "gpt-4.1-mini", 0.0, 100, null, null, null),
                List.of(new PromptDocument.Message(PromptDocument.Role.USER, "Summarise " + salt + ": {{note}}")),
                null,
                null);
    }

    private static CriteriaDocument criteria() {
        var cites = new CriteriaDocument.MustHave(
                "cites", "cites its note", new Assertion("contains", new TextNode("[1]"), null, null, null), null);
        return new CriteriaDocument("pm@care.example", List.of(cites), null, null, null, null, null);
    }

    public SuiteDocument suite(int cases) {
        return new SuiteDocument(IntStream.range(0, cases)
                .mapToObj(i -> new SuiteDocument.Case(
                        "case-" + i,
                        null,
                        Map.of("note", new TextNode(salt + " case " + i + ".")),
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList());
    }

    /** The tasks of {@code run}, in the suite's order. */
    public static List<EvalTask> planned(RunOpened run, SuiteDocument suite) {
        var plan = new RunPlan(run);
        return suite.cases().stream()
                .flatMap(evalCase -> plan.next(evalCase).stream())
                .map(PlannedTask::task)
                .toList();
    }

    private static Digest digest(Object document) {
        return CanonicalJson.of(document, EventJson.mapper()).digest();
    }

    /** In the order of the topic, once there are as many. */
    public List<EventEnvelope<CaseEvaluated>> resultsOf(String run, int count) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> topics.events(Topic.EVAL_RESULTS, CaseEvaluated.class).stream()
                                .filter(result -> result.data().run().equals(run))
                                .toList(),
                        results -> results.size() >= count);
    }

    public List<EvalTask> tasksOf(String run) {
        return topics.events(Topic.EVAL_TASKS, EvalTask.class).stream()
                .map(EventEnvelope::data)
                .filter(task -> task.run().equals(run))
                .toList();
    }

    /** The ids of the events. */
    public List<String> deadLetters() {
        return topics.read(Topic.EVAL_TASKS.deadLetters()).stream()
                .map(letter -> new String(letter.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .toList();
    }

    public String stateOf(String run) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT state FROM run WHERE run = ?")) {
            select.setString(1, run);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "unknown";
            }
        }
    }

    public int tasksInState(String run, String state) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT count(*) FROM task WHERE run = ? AND state = ?")) {
            select.setString(1, run);
            select.setString(2, state);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    public static String awaited(CountDownLatch mayReply) {
        try {
            mayReply.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "Rest [1].";
    }
}
