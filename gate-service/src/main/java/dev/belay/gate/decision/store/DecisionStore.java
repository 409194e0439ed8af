package dev.belay.gate.decision.store;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.contracts.run.Subject;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.identity.Readable;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was decided and from what; a second decision of an attempt breaks on its key. */
@ApplicationScoped
public class DecisionStore implements PanacheRepositoryBase<DecisionRow, String> {

    /** @param verdict {@code approved}, {@code rejected} or {@code held-back} */
    public record Stored(
            String run,
            String change,
            String prompt,
            int attempt,
            boolean check,
            String verdict,
            @Nullable String waitsFor,
            Instant decidedAt,
            Decision decision) {}

    /** Names {@code inputs} for ever, results included. */
    public static CanonicalJson textOf(Inputs inputs) {
        return CanonicalJson.of(KeptInputs.of(inputs), EventJson.mapper());
    }

    /** @param inputs {@link #textOf} them, whose digest {@code stored} names */
    public void add(Stored stored, CanonicalJson inputs) {
        var row = new DecisionRow();
        row.run = stored.run();
        row.change = stored.change();
        row.prompt = stored.prompt();
        row.attempt = stored.attempt();
        row.check = stored.check();
        row.verdict = stored.verdict();
        row.waitsFor = stored.waitsFor();
        row.decidedAt = stored.decidedAt();
        row.decision = JsonText.of(stored.decision());
        row.inputs = inputs.text();
        persist(row);
    }

    /** That an attempt was held back is no decision: when it is evaluated again, its one decision is still to come. */
    public void forgetHeldBack(String run) {
        delete("run = ?1 and verdict = ?2", run, "held-back");
    }

    public Optional<Stored> of(String run) {
        return findByIdOptional(run).map(DecisionStore::stored);
    }

    /** @param results of the attempt; once it is decided none is added or replaced */
    public Optional<Inputs> inputsOf(String run, List<CaseEvaluated> results) {
        return findByIdOptional(run)
                .map(row -> JsonText.read(row.inputs, KeptInputs.class)
                        .with(
                                of(Subject.CANDIDATE, results),
                                of(Subject.BASELINE, results),
                                of(Subject.HELD, results)));
    }

    private static List<CaseEvaluated> of(Subject subject, List<CaseEvaluated> results) {
        return results.stream().filter(result -> result.subject() == subject).toList();
    }

    /** Newest first. */
    public List<Stored> newest(@Nullable String prompt, @Nullable String change, Readable readable, int limit) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        if (prompt != null) {
            conditions.add("prompt = :prompt");
            values.put("prompt", prompt);
        }
        if (change != null) {
            conditions.add("change = :change");
            values.put("change", change);
        }
        if (!readable.everything()) {
            conditions.add("substring(prompt, 1, locate('/', prompt) - 1) in :teams");
            values.put("teams", readable.teams());
        }
        var order = Sort.descending("decidedAt", "run");
        var found = conditions.isEmpty() ? findAll(order) : find(String.join(" and ", conditions), order, values);
        return found.page(0, limit).stream().map(DecisionStore::stored).toList();
    }

    /** In the order of their runs' names, which is of no meaning and stays. */
    public List<Stored> after(@Nullable String prompt, String run, int limit) {
        return find("(?1 is null or prompt = ?1) and run > ?2 order by run", prompt, run).page(0, limit).stream()
                .map(DecisionStore::stored)
                .toList();
    }

    /** Of the team's prompts, those approved from {@code from} to before {@code to}, checks too; oldest first. */
    public List<Stored> approved(String team, Instant from, Instant to) {
        return find(
                        "verdict = 'approved' and decidedAt >= ?2 and decidedAt < ?3"
                                + " and substring(prompt, 1, locate('/', prompt) - 1) = ?1 order by decidedAt, run",
                        team,
                        from,
                        to)
                .stream()
                .map(DecisionStore::stored)
                .toList();
    }

    /** Whether a decision that was no mere check approved the version, or one was made against it as what is live. */
    public boolean isApproved(String prompt, Digest version) {
        return count(
                        "prompt = ?1 and verdict = 'approved' and check = false and decision like ?2",
                        prompt,
                        "%" + version.value() + "%")
                > 0;
    }

    /** Of a prompt, no checks, newest first. */
    public List<Stored> approved(String prompt, int limit) {
        return find("prompt = ?1 and verdict = 'approved' and check = false order by decidedAt desc", prompt)
                .page(0, limit)
                .stream()
                .map(DecisionStore::stored)
                .toList();
    }

    public long countAfter(@Nullable String prompt, String run) {
        return count("(?1 is null or prompt = ?1) and run > ?2", prompt, run);
    }

    private static Stored stored(DecisionRow row) {
        return new Stored(
                row.run,
                row.change,
                row.prompt,
                row.attempt,
                row.check,
                row.verdict,
                row.waitsFor,
                row.decidedAt,
                JsonText.read(row.decision, Decision.class));
    }
}
