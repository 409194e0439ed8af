package dev.belay.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.audit.AuditSeal;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that the commands ask of the platform, at its one address. */
public final class BelayClient {

    private static final int PAGE = 500;

    private final URI base;
    private final Transport transport;

    /** @param token of whoever acts; absent when nobody is logged in, which the platform answers with what to do */
    public BelayClient(URI base, @Nullable String token) {
        this.base = base;
        this.transport = new Transport(base, token);
    }

    /** What people judge. */
    public JudgementClient judgements() {
        return new JudgementClient(transport);
    }

    /** What applications really got. */
    public ObservationClient observations() {
        return new ObservationClient(transport);
    }

    /** Empty where nothing was ever live. */
    public Optional<Serving> serving(PromptName prompt, String environment) {
        return transport.find("/v1/receipts/" + prompt + "?environment=" + encoded(environment), Serving.class);
    }

    /** Whom the platform tells. */
    public WebhookClient webhooks() {
        return new WebhookClient(transport);
    }

    public URI base() {
        return base;
    }

    public List<PromptSummary> prompts() {
        return transport.get("/v1/prompts", new TypeReference<>() {});
    }

    public Optional<PromptSummary> prompt(PromptName prompt) {
        return transport.find("/v1/prompts/" + prompt, PromptSummary.class);
    }

    /** Oldest first. */
    public List<VersionEntry> versions(PromptName prompt) {
        return transport.get("/v1/prompts/" + prompt + "/versions", new TypeReference<>() {});
    }

    public Published publish(PromptName prompt, Publication publication) {
        return transport.upload("/v1/prompts/" + prompt + "/publications", publication, Published.class);
    }

    public Change change(String change) {
        return transport.get("/v1/changes/" + change, Change.class);
    }

    /** Newest first. */
    public List<Change> changes(PromptName prompt, int limit) {
        return transport.get("/v1/changes?prompt=" + encoded(prompt) + "&limit=" + limit, new TypeReference<>() {});
    }

    public PromptDocument version(Digest digest) {
        return transport.get("/v1/versions/" + digest, PromptDocument.class);
    }

    public CriteriaDocument criteria(Digest digest) {
        return transport.get("/v1/criteria/" + digest, CriteriaDocument.class);
    }

    /** @param replaced the criteria that these are made from; absent for the first */
    public KeptCriteria publishCriteria(PromptName prompt, CriteriaDocument criteria, @Nullable Digest replaced) {
        Map<String, String> headers = replaced == null ? Map.of() : Map.of("If-Match", "\"" + replaced + "\"");
        return transport.put("/v1/prompts/" + prompt + "/criteria", criteria, headers, KeptCriteria.class);
    }

    /** Tries the examples of criteria, however long a judge takes; {@code model} judges where nobody else is named. */
    public CriteriaProof prove(PromptName prompt, String model, CriteriaDocument criteria, BigDecimal budgetUsd) {
        var order = Map.of("prompt", prompt.value(), "model", model, "criteria", criteria, "budgetUsd", budgetUsd);
        return transport.upload("/v1/proofs", order, CriteriaProof.class);
    }

    /** Scores recorded outputs by other criteria, however long a judge takes for them. */
    public Retrial.Rescored rescore(Retrial.Rescoring order) {
        return transport.upload("/v1/rescorings", order, Retrial.Rescored.class);
    }

    /** What the rules say of a decided run by other criteria. */
    public Retrial tryBy(String run, Retrial.Order order) {
        return transport.upload("/v1/decisions/" + run + "/trials", order, Retrial.class);
    }

    /** Decides changes that are drawn by chance. */
    public Simulation simulate(Simulation.Order order) {
        return transport.post("/v1/simulations", order, Map.of(), Simulation.class);
    }

    public SuiteDocument suite(Digest digest) {
        return transport.get("/v1/suites/" + digest, SuiteDocument.class);
    }

    public void removeCase(PromptName prompt, String caseId) {
        transport.delete("/v1/prompts/" + prompt + "/cases/" + encoded(caseId));
    }

    public String diff(PromptName prompt, int from, int to) {
        return transport.text("/v1/prompts/" + prompt + "/diff?format=unified&from=" + from + "&to=" + to);
    }

    public JsonNode wordDiff(PromptName prompt, int from, int to) {
        return transport.get("/v1/prompts/" + prompt + "/diff?format=words&from=" + from + "&to=" + to, JsonNode.class);
    }

    /** Empty when it was never recorded, or erased. */
    public Optional<Completion> completion(Digest digest) {
        return transport.find("/v1/completions/" + digest, Completion.class);
    }

    /** Oldest first. */
    public List<Run> runs(String change) {
        return transport.get("/v1/runs?change=" + change, new TypeReference<>() {});
    }

    public Optional<Run> run(String run) {
        return transport.find("/v1/runs/" + run, Run.class);
    }

    /** @param budgetUsd what the run may cost from now on; null to leave it as it is */
    public Run retry(String run, @Nullable BigDecimal budgetUsd) {
        var order = budgetUsd == null ? Map.of() : Map.of("budgetUsd", budgetUsd);
        return transport.post("/v1/runs/" + run + "/retries", order, Map.of(), Run.class);
    }

    /** Longest first. */
    public List<Pause> pauses() {
        return transport.get("/v1/pauses", new TypeReference<>() {});
    }

    /** The pause that holds: an older one stays. */
    public Pause pause(PromptName prompt, String reason) {
        return transport.put("/v1/pauses/" + prompt, Map.of("reason", reason), Map.of(), Pause.class);
    }

    /** Lifts whatever keeps it back. */
    public Closure.Resumption resume(PromptName prompt, String reason) {
        var order = Map.of("prompt", prompt.value(), "reason", reason);
        return transport.post("/v1/resumptions", order, Map.of(), Closure.Resumption.class);
    }

    public List<Closure> closures() {
        return transport.get("/v1/closures", new TypeReference<>() {});
    }

    public void freeze(PromptName prompt, String reason) {
        transport.post("/v1/freezes", Map.of("prompt", prompt.value(), "reason", reason), Map.of(), Map.class);
    }

    /** In the order in which they were stored. */
    public List<CaseResult> results(String run) {
        var results = new ArrayList<CaseResult>();
        long after = 0;
        while (true) {
            var page = transport.get(
                    "/v1/runs/" + run + "/results?after=" + after + "&limit=" + PAGE,
                    new TypeReference<List<JsonNode>>() {});
            for (var row : page) {
                results.add(caseResult(row));
                after = Math.max(after, row.path("seq").asLong());
            }
            if (page.size() < PAGE) {
                return List.copyOf(results);
            }
        }
    }

    /** What it took so far. */
    public Measures measures(String run) {
        return transport.get("/v1/runs/" + run + "/measures", Measures.class);
    }

    /** How the run goes, without its results. */
    public EventStream events(String run) {
        return new EventStream(transport.stream("/v1/runs/" + run + "/events?results=false"));
    }

    public Optional<Live> live(PromptName prompt, String environment) {
        return transport.find("/v1/live/" + prompt + "?environment=" + encoded(environment), Live.class);
    }

    /** Newest first. */
    public List<Deployment> deployments(@Nullable PromptName prompt, @Nullable String since, int limit) {
        var query = "?limit=" + limit
                + (prompt == null ? "" : "&prompt=" + encoded(prompt))
                + (since == null ? "" : "&since=" + encoded(since));
        return transport.get("/v1/deployments" + query, new TypeReference<>() {});
    }

    /** @param prompt all when absent */
    public List<SinkStanding> sinks(@Nullable PromptName prompt) {
        return transport.get(
                "/v1/sinks" + (prompt == null ? "" : "?prompt=" + encoded(prompt)), new TypeReference<>() {});
    }

    /** @param idempotencyKey the same one gives the same rollback, however often it is sent */
    public Rollback orderRollback(Rollback.Order order, String idempotencyKey) {
        return transport.post("/v1/rollbacks", order, Map.of("Idempotency-Key", idempotencyKey), Rollback.class);
    }

    /** Newest first. */
    public List<Rollback> rollbacks(@Nullable PromptName prompt, int limit) {
        return transport.get(
                "/v1/rollbacks?limit=" + limit + (prompt == null ? "" : "&prompt=" + prompt), new TypeReference<>() {});
    }

    public RollbackTimes rollbackTimes(@Nullable PromptName prompt) {
        return transport.get("/v1/rollbacks/times" + (prompt == null ? "" : "?prompt=" + prompt), RollbackTimes.class);
    }

    public Rollback explainRollback(String id, String reason) {
        return transport.put(
                "/v1/rollbacks/" + encoded(id) + "/reason", Map.of("reason", reason), Map.of(), Rollback.class);
    }

    /** Of each prompt that went live with the group. */
    public List<Rollback.Member> rollBackTogether(String group, @Nullable String reason) {
        var order = reason == null ? Map.<String, String>of() : Map.of("reason", reason);
        return List.of(
                transport.post("/v1/rollbacks/groups/" + encoded(group), order, Map.of(), Rollback.Member[].class));
    }

    /** Returns when it is no longer {@code ordered}, or after {@code patience}. */
    public Rollback rollback(String id, Duration patience) {
        return transport.get("/v1/rollbacks/" + id + "?wait=" + patience.toSeconds() + "s", Rollback.class);
    }

    public Rollout rollOut(Rollout.Order order) {
        return transport.post("/v1/rollouts", order, Map.of(), Rollout.class);
    }

    /** Newest first. */
    public List<Rollout> rollouts(@Nullable PromptName prompt) {
        return transport.get("/v1/rollouts" + (prompt == null ? "" : "?prompt=" + prompt), new TypeReference<>() {});
    }

    public Rollout pauseRollout(String id, @Nullable String reason) {
        var body = reason == null ? Map.<String, String>of() : Map.of("reason", reason);
        return transport.post("/v1/rollouts/" + encoded(id) + "/pauses", body, Map.of(), Rollout.class);
    }

    public Rollout resumeRollout(String id) {
        return transport.post("/v1/rollouts/" + encoded(id) + "/resumptions", Map.of(), Map.of(), Rollout.class);
    }

    public Drill startDrill(PromptName prompt) {
        return transport.post("/v1/drill-orders", Map.of("prompt", prompt.value()), Map.of(), Drill.class);
    }

    /** Once it is over, or after {@code patience}; empty where nobody has heard of it yet. */
    public Optional<Drill> drill(String id, Duration patience) {
        return transport.find("/v1/drills/" + id + "?wait=" + patience.toSeconds() + "s", Drill.class);
    }

    /** Newest first. */
    public List<Drill> drills(@Nullable PromptName prompt, int limit) {
        return transport.get(
                "/v1/drills?limit=" + limit + (prompt == null ? "" : "&prompt=" + prompt), new TypeReference<>() {});
    }

    /** The last one of each prompt that passed. */
    public List<Drill> lastDrills() {
        return transport.get("/v1/drills?passed=true", new TypeReference<>() {});
    }

    /** Without content. */
    public List<Live> allLive(String environment) {
        return transport.get("/v1/live?environment=" + encoded(environment), new TypeReference<>() {});
    }

    /** Sent twice it is one order. */
    public Retirement retire(PromptName prompt, String reason) {
        return transport.post(
                "/v1/retirements", Map.of("prompt", prompt.value(), "reason", reason), Map.of(), Retirement.class);
    }

    public PublicKeys publicKeys() {
        return transport.get("/.well-known/jwks.json", PublicKeys.class);
    }

    /** Decides again a page of decisions, in an order that stays. */
    public Verification verification(@Nullable PromptName prompt, String after) {
        return transport.get(
                "/v1/verification/decisions?after=" + encoded(after)
                        + (prompt == null ? "" : "&prompt=" + encoded(prompt)),
                Verification.class);
    }

    public AuditSeal.Signed auditSeal(@Nullable Instant from, @Nullable Instant to, @Nullable String prompt) {
        var query = Stream.of(
                        from == null ? "" : "from=" + from,
                        to == null ? "" : "to=" + to,
                        prompt == null ? "" : "prompt=" + encoded(prompt))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&"));
        return transport.get("/v1/audit/seal" + (query.isEmpty() ? "" : "?" + query), AuditSeal.Signed.class);
    }

    /** The first of them, in the chain's order. */
    public List<AuditRecord> auditRecords(String key, long first, long last) {
        return transport.get(
                "/v1/audit/records?key=" + encoded(key) + "&first=" + first + "&last=" + last,
                new TypeReference<>() {});
    }

    public NewKey createKey(String prompts, String environment, String use) {
        var order = Map.of("prompts", prompts, "environment", environment, "use", use);
        return transport.post("/v1/keys", order, Map.of(), NewKey.class);
    }

    /** A request: the gate answers it with a withdrawal, or its decision came first. */
    public void withdraw(String change, String reason) {
        transport.post("/v1/changes/" + change + "/withdrawals", Map.of("reason", reason), Map.of(), Map.class);
    }

    /** Newest first. */
    public List<KeyEntry> keys() {
        return transport.get("/v1/keys", new TypeReference<>() {});
    }

    public void revokeKey(String id) {
        transport.delete("/v1/keys/" + encoded(id));
    }

    private static CaseResult caseResult(JsonNode row) {
        try {
            return CaseResult.of(row);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a result: " + row, e);
        }
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
