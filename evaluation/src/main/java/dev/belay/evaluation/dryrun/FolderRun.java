package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.contracts.run.CaseEvaluated.Source;
import dev.belay.evaluation.assertion.Exchange;
import dev.belay.evaluation.assertion.Output;
import dev.belay.evaluation.assertion.Response;
import dev.belay.evaluation.document.FolderReading.Folder;
import dev.belay.evaluation.dryrun.StepResult.Outcome;
import dev.belay.evaluation.promptfoo.Plan;
import dev.belay.evaluation.promptfoo.Plan.Column;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.promptfoo.PromptEntry;
import dev.belay.evaluation.promptfoo.ProviderEntry;
import dev.belay.evaluation.promptfoo.TestEntry;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.scoring.Scored;
import dev.belay.evaluation.scoring.Scorer;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.evaluation.template.TemplateFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A prompt folder asked and judged here, by the same criteria as on the platform. */
public final class FolderRun {
    private final PromptDocument prompt;
    private final CriteriaDocument criteria;
    private final List<Case> cases;
    private final PromptTemplate template;
    private final Providers providers;
    private final Scorer scorer;

    public FolderRun(Folder folder, Providers providers, Scorer scorer) {
        this.prompt = folder.prompt();
        this.criteria = folder.criteria() == null
                ? new CriteriaDocument("", null, null, null, null, null, null)
                : folder.criteria();
        this.cases = folder.cases();
        this.template = PromptTemplate.of(prompt);
        this.providers = providers;
        this.scorer = scorer;
    }

    /** How many questions it asks. */
    public int size() {
        return cases.size();
    }

    public RunReport run(int concurrency, Consumer<StepResult> progress) throws InterruptedException {
        var plan = plan();
        var results = new LocalRun((column, step, memory) -> ask(step), UnaryOperator.identity(), concurrency, progress)
                .run(plan);
        return RunReport.of(prompt.name(), plan, results);
    }

    private Plan plan() {
        var none = JsonNodeFactory.instance.objectNode();
        var model = prompt.model().provider() + ":" + prompt.model().name();
        var column = new Column(
                new ProviderEntry(model, null, none, null, null),
                new PromptEntry(prompt.name(), prompt.name(), null, none, "prompt.yaml", null));
        var steps = new ArrayList<Step>();
        for (var evalCase : cases) {
            var entry = new TestEntry(
                    evalCase.description() == null ? evalCase.id() : evalCase.id() + ": " + evalCase.description(),
                    evalCase.vars(),
                    List.of(),
                    evalCase.threshold(),
                    none,
                    none,
                    null,
                    null,
                    null,
                    null,
                    new TestEntry.Place("cases", null));
            steps.add(new Step(steps.size(), 0, "", evalCase.vars(), evalCase.vars(), entry, null));
        }
        return new Plan(List.of(column), steps, List.of());
    }

    private StepResult ask(Step step) {
        var evalCase = cases.get(step.test());
        List<Message> messages;
        try {
            messages = template.render(evalCase.vars());
        } catch (TemplateFailed failed) {
            return StepResult.error(step, "", null, "the prompt cannot be rendered: " + failed.getMessage());
        }
        var asked = text(messages);
        return switch (providers.complete(providers.request(prompt, messages, evalCase.vars(), 0, 0))) {
            case Answer.Fault fault -> StepResult.error(step, asked, null, fault.message());
            case Answer.Reply reply -> judged(step, evalCase, asked, reply);
        };
    }

    private StepResult judged(Step step, Case evalCase, String asked, Answer.Reply reply) {
        var cost = reply.costUsd() == null ? null : reply.costUsd().doubleValue();
        var response = Response.of(reply.text(), reply.finishReason(), reply.refused(), prompt.tools());
        var scored =
                scorer.score(criteria, evalCase, new Output(reply.text(), reply.latencyMs(), cost, response), asked);
        var outcome = switch (scored.outcome()) {
            case PASSED -> Outcome.PASSED;
            case FAILED -> Outcome.FAILED;
            case ERROR -> Outcome.ERROR;
        };
        return new StepResult(
                step,
                asked,
                TextNode.valueOf(reply.text()),
                outcome,
                share(scored),
                Map.of(),
                Map.of(),
                scored.checks().stream().map(FolderRun::component).toList(),
                scored.error() == null ? null : scored.error().message(),
                failed(scored),
                reply.latencyMs(),
                cost);
    }

    private static String text(List<Message> messages) {
        return Exchange.promptText(messages);
    }

    /** The mean score of the checks; 1 when there is none. */
    private static double share(Scored scored) {
        return scored.checks().stream().mapToDouble(Check::score).average().orElse(1);
    }

    private static @Nullable String failed(Scored scored) {
        var first = scored.checks().stream()
                .filter(check -> check.outcome() != dev.belay.contracts.run.CaseEvaluated.Outcome.PASSED)
                .filter(check -> !check.disputed())
                .findFirst();
        return scored.outcome() == dev.belay.contracts.run.CaseEvaluated.Outcome.FAILED
                ? first.map(Check::reason).orElse(null)
                : null;
    }

    private static Component component(Check check) {
        boolean pass = check.outcome() == dev.belay.contracts.run.CaseEvaluated.Outcome.PASSED || check.disputed();
        var criterion = check.source() == Source.CASE ? null : word(check.source()) + " " + check.id();
        return new Component(
                check.type(),
                null,
                null,
                null,
                criterion,
                null,
                pass,
                check.score(),
                pass && !check.disputed() ? null : check.reason());
    }

    private static String word(Source source) {
        return switch (source) {
            case MUST_HAVE -> "must-have";
            case MUST_NOT -> "must-not";
            case CASE -> "case";
        };
    }
}
