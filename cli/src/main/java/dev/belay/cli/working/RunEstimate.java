package dev.belay.cli.working;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptSummary;
import dev.belay.cli.terminal.Money;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.Regression;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.document.FolderReading;
import dev.belay.evaluation.provider.Estimate;
import dev.belay.evaluation.provider.Prices;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a publication's run will take at most: recorded replies are not paid again, and a rejection stops the rest.
 *
 * @param cases of the suite after merging the folder's
 * @param calls candidate's and, where something is live, baseline's
 * @param costUsd absent for a model without a known price
 */
public record RunEstimate(
        int cases, int calls, @Nullable BigDecimal costUsd, long seconds, String model, boolean simulated) {

    /** The calls that a local platform makes at once: the slots of its workers. */
    private static final int CONCURRENCY = 32;

    static RunEstimate of(
            BelayClient client,
            FolderReading.Folder folder,
            Optional<PromptSummary> known,
            boolean live,
            @Nullable Integer samples) {
        var cases = merged(client, folder, known);
        var regression = regression(client, folder, known);
        int first = samples == null ? regression.samples() : samples;
        int most = live ? Math.max(first, regression.mostSamples()) : first;
        var plan = new Estimate.Plan(most, live ? 2 : 1, CONCURRENCY);
        var estimate = Estimate.of(folder.prompt(), cases, plan, Prices.builtIn());
        var model = folder.prompt().model();
        return new RunEstimate(
                cases.size(),
                estimate.calls(),
                estimate.costUsd(),
                Math.max(1, seconds(estimate.time())),
                model.provider() + ":" + model.name(),
                model.provider().equals("simulated"));
    }

    /** By the folder's criteria, though the registry may keep its own: it is what the author means. */
    private static Regression regression(
            BelayClient client, FolderReading.Folder folder, Optional<PromptSummary> known) {
        var criteria = folder.criteria() != null
                ? Optional.of(folder.criteria())
                : known.map(PromptSummary::criteria).map(published -> client.criteria(published.digest()));
        return criteria.map(CriteriaDocument::regressionOrDefault).orElse(Regression.CAREFUL);
    }

    /** Absent cases stay in the registry's suite, and are evaluated too. */
    private static List<Case> merged(BelayClient client, FolderReading.Folder folder, Optional<PromptSummary> known) {
        var byId = new TreeMap<String, Case>();
        known.map(PromptSummary::suite)
                .ifPresent(suite -> client.suite(suite.digest()).cases().forEach(one -> byId.put(one.id(), one)));
        folder.cases().forEach(one -> byId.put(one.id(), one));
        return new ArrayList<>(byId.values());
    }

    private static long seconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }

    String text() {
        var money =
                costUsd == null ? "an unknown price (" + model + " is in no price list)" : "$" + Money.text(costUsd);
        var label =
                simulated ? " (" + model + ": simulated, no model is asked and nothing is paid)" : " (" + model + ")";
        return cases + " cases, at most " + calls + " calls, " + money + ", about " + time() + label;
    }

    /** For a run whose budget allows no call. */
    String withoutCalls() {
        return cases + " cases, scored from recordings: no model is asked (" + model + ")";
    }

    private String time() {
        return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    }
}
