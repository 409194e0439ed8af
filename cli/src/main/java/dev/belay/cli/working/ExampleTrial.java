package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.CliFailure.Detail;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Money;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaProof;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.ProviderEnvironment;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.proving.Bill;
import dev.belay.evaluation.proving.Examples;
import dev.belay.evaluation.scoring.Scorer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The examples of criteria, and who has to be asked to try them. */
public record ExampleTrial(PromptDocument prompt, CriteriaDocument criteria) {

    private static final int REPLY_CHARACTERS = 1200;

    /** Of a folder; it must have criteria. */
    public static ExampleTrial of(WorkingCopy copy) {
        var criteria = copy.folder().criteria();
        if (criteria == null) {
            throw CliFailure.usage(
                    copy.path() + " has no criteria.yaml",
                    "`belay init` writes a folder with comments to compare with.");
        }
        return new ExampleTrial(copy.folder().prompt(), criteria);
    }

    /**
     * What a judge's work takes at most.
     *
     * @param what is judged, in the plural
     */
    public record Cost(String what, int calls, @Nullable BigDecimal usd, String judge, boolean simulated) {

        static final Cost NONE = new Cost("nothing", 0, BigDecimal.ZERO, "nobody", false);

        public String said() {
            var money = simulated
                    ? "nothing: it is simulated"
                    : usd == null ? "a price that is not known" : "at most $" + Money.text(usd);
            return what + ": at most " + calls + " questions to " + judge + ", for " + money;
        }
    }

    /** Whether reading the file did not try them all. */
    public boolean asksSomebody() {
        return Examples.askSomebody(criteria);
    }

    /** The one that will judge, unless the platform names another. */
    public String judge() {
        return criteria.judge() == null
                ? prompt.model().provider() + ":" + prompt.model().name()
                : criteria.judge();
    }

    public Cost cost() throws InterruptedException {
        var bill = new Bill(Prices.builtIn());
        if (Examples.askJudge(criteria)) {
            Examples.prove(criteria, new Scorer(new Checker().with(judgeWith(bill))));
        }
        return cost("examples", 1, bill);
    }

    /** Of outputs as long as a reply mostly is. */
    public Cost costOfOutputs(int outputs) {
        var bill = new Bill(Prices.builtIn());
        var nothing = new Case("output", null, Map.of(), null, null, null, null, null);
        var output = new Output("x".repeat(REPLY_CHARACTERS), 0, null);
        new Scorer(new Checker().with(judgeWith(bill))).score(criteria, nothing, output, "");
        return cost(outputs + " outputs", outputs, bill);
    }

    private Judge judgeWith(Bill bill) {
        return Judge.named(ProviderEnvironment.of(Map.of()).providers(), judge())
                .asking(bill);
    }

    private Cost cost(String what, int times, Bill bill) {
        var usd = bill.costUsd() == null ? null : bill.costUsd().multiply(BigDecimal.valueOf(times));
        return new Cost(what, times * bill.calls(), usd, judge(), judge().startsWith(Providers.SIMULATED + ":"));
    }

    /** By reading alone. */
    public List<CriteriaProof.Example> tried() throws InterruptedException {
        return Examples.prove(criteria, new Scorer(new Checker()));
    }

    /** On the platform, which keeps what came of it. */
    public CriteriaProof prove(BelayClient client, BigDecimal budgetUsd) {
        return client.prove(new PromptName(prompt.name()), ownModel(), criteria, budgetUsd);
    }

    private String ownModel() {
        return prompt.model().provider() + ":" + prompt.model().name();
    }

    /** Throws, with every example that is not proven, when the proof does not hold. */
    public void mustHold(CriteriaProof proof, String consequence) {
        if (!proof.holds()) {
            var open = details(proof);
            throw CliFailure.badInput(
                    open.size() + " of " + proof.examples().size() + " examples are not proven; " + consequence,
                    "Make `says` or `detect` find each bad example and no good one, or change the example.",
                    open);
        }
    }

    /** Of the examples that are not proven. */
    public List<Detail> details(CriteriaProof proof) {
        return proof.examples().stream()
                .filter(example -> example.outcome() != CriteriaProof.Outcome.PROVEN)
                .map(example -> new Detail("criteria.yaml", null, example.place(), String.valueOf(example.reason())))
                .toList();
    }

    /** What it came to, in a line for each criterion. */
    public static void print(CriteriaDocument criteria, CriteriaProof proof, Terminal terminal) {
        for (var mustNot : criteria.mustNots()) {
            var examples = proof.examples().stream()
                    .filter(example -> example.mustNot().equals(mustNot.id()))
                    .toList();
            long proven = examples.stream()
                    .filter(example -> example.outcome() == CriteriaProof.Outcome.PROVEN)
                    .count();
            boolean all = proven == examples.size();
            terminal.say((all ? terminal.green("✓ ") : terminal.red("✗ ")) + "must-not " + mustNot.id() + ": " + proven
                    + " of " + examples.size() + " examples proven");
        }
    }
}
