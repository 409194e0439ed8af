package dev.belay.worker.observation;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.contracts.observation.ObservationEvent.ViolationObserved;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.outbox.Outbox;
import dev.belay.worker.execution.Judging;
import dev.belay.worker.execution.Judging.Payer;
import dev.belay.worker.ledger.store.BudgetStore;
import dev.belay.worker.observation.domain.Reading;
import dev.belay.worker.observation.domain.Sampling;
import dev.belay.worker.observation.store.ObservationStore;
import dev.belay.worker.observation.store.ObservationStore.Kept;
import dev.belay.worker.registry.DocumentMissing;
import dev.belay.worker.registry.Documents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks in outputs for what the criteria in force forbid. Where no judge is needed that is done at once and in every output;
 * judges read a share of them, afterwards, on a budget of their own. Outputs of evaluations never come here: they are
 * completions, and no observations.
 */
@ApplicationScoped
public class Observing {

    private final Documents documents;
    private final ObservationStore observations;
    private final Judging judging;
    private final BudgetStore budgets;
    private final Outbox outbox;
    private final ObservationConfig config;
    private final MeterRegistry meters;

    Observing(
            Documents documents,
            ObservationStore observations,
            Judging judging,
            BudgetStore budgets,
            Outbox outbox,
            ObservationConfig config,
            MeterRegistry meters) {
        this.documents = documents;
        this.observations = observations;
        this.judging = judging;
        this.budgets = budgets;
        this.outbox = outbox;
        this.config = config;
        this.meters = meters;
    }

    /** In the caller's transaction. */
    public void take(OutputObserved observed, @Nullable String traceparent) {
        var inForce = observations.criteriaOf(observed.prompt()).orElse(null);
        var output = Digest.of(observed.output());
        if (inForce == null) {
            observations.add(new Kept(observed, output, null, Reading.NOTHING, traceparent), false);
            return;
        }
        var criteria = documents.criteria(inForce);
        boolean toJudge = asks(criteria) && Sampling.draws(observed.observation(), share(criteria));
        // Nobody is asked, so nobody pays.
        var scorer = judging.scorer(criteria, null, payer(observed.prompt()));
        var reading = read(criteria, scorer, observed.output(), Observing::needsNoJudge);
        var kept = new Kept(observed, output, inForce, reading, traceparent);
        if (observations.add(kept, toJudge)) {
            count("read", reading);
            publish(kept, "");
        }
    }

    /** Outside of any transaction: it may take as long as a judge does. */
    public void judge(Kept kept) {
        var observed = kept.observed();
        var criteria = documents.criteria(kept.criteria());
        var payer = payer(observed.prompt());
        QuarkusTransaction.requiringNew().run(() -> budgets.open(payer.run(), config.dailyBudgetUsd()));
        var scorer = judging.scorer(criteria, modelOf(observed.version()), payer);
        var reading = read(criteria, scorer, observed.output(), one -> !needsNoJudge(one));
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.causedBy(kept.traceparent());
            observations.judged(observed.observation(), kept.reading().and(reading));
            publish(new Kept(observed, kept.output(), kept.criteria(), reading, kept.traceparent()), "judged ");
        });
        count("judged", reading);
    }

    private static Reading read(CriteriaDocument criteria, Scorer scorer, String output, Predicate<MustNot> which) {
        return Reading.of(criteria.mustNots().stream()
                .filter(which)
                .map(mustNot -> scorer.mustNot(mustNot, output))
                .toList());
    }

    private void publish(Kept kept, String how) {
        if (kept.reading().violated().isEmpty()) {
            return;
        }
        var observed = kept.observed();
        outbox.add(
                how + "violation in " + observed.observation(),
                new ViolationObserved(
                        observed.observation(),
                        observed.prompt(),
                        observed.environment(),
                        observed.number(),
                        observed.version(),
                        kept.output(),
                        kept.criteria(),
                        kept.reading().violated(),
                        observed.source(),
                        observed.trusted(),
                        observed.observedAt()));
    }

    /** Of a version that the registry knows; a shadow prompt has none that could be asked. */
    private @Nullable Model modelOf(Digest version) {
        try {
            return documents.version(version).prompt().model();
        } catch (DocumentMissing unknown) {
            return null;
        }
    }

    private Payer payer(String prompt) {
        return new Payer(
                "observations of " + prompt + " on " + LocalDate.now(ZoneOffset.UTC),
                prompt.substring(0, prompt.indexOf('/')));
    }

    private static boolean asks(CriteriaDocument criteria) {
        return criteria.mustNots().stream().anyMatch(one -> !needsNoJudge(one));
    }

    private static double share(CriteriaDocument criteria) {
        return criteria.live() == null ? 0 : criteria.live().sampleOrDefault();
    }

    private static boolean needsNoJudge(MustNot mustNot) {
        return mustNot.detector().each().stream().noneMatch(Checker::isModelGraded);
    }

    private void count(String how, Reading reading) {
        meters.counter("belay.observations", "how", how).increment();
        meters.counter("belay.observations.violations", "how", how)
                .increment(reading.violated().isEmpty() ? 0 : 1);
        meters.counter("belay.observations.unjudged", "how", how)
                .increment(reading.unjudged().isEmpty() ? 0 : 1);
    }
}
