package dev.belay.evaluation.proving;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.document.CriteriaProof.Example;
import dev.belay.contracts.document.CriteriaProof.Kind;
import dev.belay.contracts.document.CriteriaProof.Outcome;
import dev.belay.contracts.run.CaseEvaluated.Check;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Tries the examples of criteria: each bad one must be caught, by both judgements where a judge is asked, and no good one. */
public final class Examples {

    private Examples() {}

    /** Whether a judge model or a team's own service has to be asked, which reading the file does not do. */
    public static boolean askSomebody(CriteriaDocument criteria) {
        return criteria.mustNots().stream().anyMatch(Examples::asksSomebody);
    }

    /** Whether a judge model has to be. */
    public static boolean askJudge(CriteriaDocument criteria) {
        return criteria.mustNots().stream()
                .flatMap(mustNot -> mustNot.detector().each().stream())
                .anyMatch(Checker::isModelGraded);
    }

    private static boolean asksSomebody(MustNot mustNot) {
        return mustNot.detector().each().stream()
                .anyMatch(each -> Checker.isModelGraded(each) || Checker.asksService(each));
    }

    /** In the order in which they are written. All at once: whoever is asked says how many may be asked at a time. */
    public static List<Example> prove(CriteriaDocument criteria, Scorer scorer) throws InterruptedException {
        var trials = new ArrayList<Callable<Example>>();
        for (var mustNot : criteria.mustNots()) {
            for (int i = 0; i < mustNot.bad().size(); i++) {
                int index = i;
                trials.add(() -> bad(
                        mustNot, index, scorer.mustNot(mustNot, mustNot.bad().get(index))));
            }
            for (int i = 0; i < mustNot.goodOrNone().size(); i++) {
                int index = i;
                trials.add(() -> good(
                        mustNot,
                        index,
                        scorer.mustNot(mustNot, mustNot.goodOrNone().get(index))));
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var examples = new ArrayList<Example>();
            for (var tried : threads.invokeAll(trials)) {
                examples.add(outcome(tried));
            }
            return List.copyOf(examples);
        }
    }

    private static Example outcome(Future<Example> tried) throws InterruptedException {
        try {
            return tried.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    private static Example bad(MustNot mustNot, int index, Check check) {
        return switch (check.outcome()) {
            case FAILED ->
                check.disputed()
                        ? of(mustNot, Kind.BAD, index, Outcome.DISPUTED, "the judge found it and, asked again, did not")
                        : of(mustNot, Kind.BAD, index, Outcome.PROVEN, null);
            case PASSED -> of(mustNot, Kind.BAD, index, Outcome.REFUTED, "it is not caught");
            case ERROR -> of(mustNot, Kind.BAD, index, Outcome.ERROR, check.reason());
        };
    }

    private static Example good(MustNot mustNot, int index, Check check) {
        return switch (check.outcome()) {
            case FAILED ->
                check.disputed()
                        ? of(
                                mustNot,
                                Kind.GOOD,
                                index,
                                Outcome.DISPUTED,
                                "the judge found it and, asked again, did not")
                        : of(mustNot, Kind.GOOD, index, Outcome.REFUTED, "it is caught");
            case PASSED -> of(mustNot, Kind.GOOD, index, Outcome.PROVEN, null);
            case ERROR -> of(mustNot, Kind.GOOD, index, Outcome.ERROR, check.reason());
        };
    }

    private static Example of(MustNot mustNot, Kind kind, int index, Outcome outcome, @Nullable String reason) {
        return new Example(mustNot.id(), kind, index, outcome, reason);
    }
}
