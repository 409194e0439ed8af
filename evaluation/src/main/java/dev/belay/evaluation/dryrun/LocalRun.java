package dev.belay.evaluation.dryrun;

import dev.belay.evaluation.promptfoo.Plan;
import dev.belay.evaluation.promptfoo.Plan.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Asks everything that a plan holds, so many at a time. */
public final class LocalRun {
    private static final Comparator<StepResult> BY_PLACE = Comparator.comparingInt(
                    (StepResult result) -> result.step().test())
            .thenComparing(result -> result.step().column());

    private final Questioner questioner;
    private final UnaryOperator<List<StepResult>> afterwards;
    private final int concurrency;
    private final Consumer<StepResult> progress;

    /**
     * @param concurrency how many questions may be open at once
     * @param progress told each result as it comes, by any thread
     */
    public LocalRun(Connections connections, Judging judging, int concurrency, Consumer<StepResult> progress) {
        this(
                (column, step, memory) -> new Asked(connections, judging, column, step, memory).result(),
                new Comparing(judging)::apply,
                concurrency,
                progress);
    }

    /** @param afterwards what is to be done with all results together */
    LocalRun(
            Questioner questioner,
            UnaryOperator<List<StepResult>> afterwards,
            int concurrency,
            Consumer<StepResult> progress) {
        this.questioner = questioner;
        this.afterwards = afterwards;
        this.concurrency = concurrency;
        this.progress = progress;
    }

    /** In the order of tests, and in each of columns. */
    public List<StepResult> run(Plan plan) throws InterruptedException {
        var open = new Semaphore(concurrency);
        var results = new ArrayList<StepResult>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = chains(plan).stream()
                    .<Callable<List<StepResult>>>map(chain -> () -> run(plan, chain, open))
                    .toList();
            for (var done : threads.invokeAll(tasks)) {
                results.addAll(resultOf(done));
            }
        }
        results.sort(BY_PLACE);
        return afterwards.apply(results);
    }

    private List<StepResult> run(Plan plan, List<Step> chain, Semaphore open) throws InterruptedException {
        var memory = new Memory();
        var results = new ArrayList<StepResult>();
        for (var step : chain) {
            open.acquire();
            try {
                var column = plan.columns().get(step.column());
                var result = questioner.ask(column, step, memory);
                progress.accept(result);
                results.add(result);
            } finally {
                open.release();
            }
        }
        return results;
    }

    /**
     * Questions that depend on earlier ones are asked one after the other: all of them where outputs are stored under a
     * name, those of one conversation where a prompt looks back at it.
     */
    private static List<List<Step>> chains(Plan plan) {
        boolean stored = plan.steps().stream()
                .anyMatch(step -> step.entry().options().path("storeOutputAs").isTextual());
        if (stored) {
            return List.of(plan.steps());
        }
        var chains = new ArrayList<List<Step>>();
        var conversations = new LinkedHashMap<String, List<Step>>();
        for (var step : plan.steps()) {
            if (Asked.looksBack(step)) {
                var key = Asked.conversation(step, plan.columns().get(step.column()));
                conversations.computeIfAbsent(key, none -> new ArrayList<>()).add(step);
            } else {
                chains.add(List.of(step));
            }
        }
        chains.addAll(conversations.values());
        return chains;
    }

    private static List<StepResult> resultOf(Future<List<StepResult>> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a question could not be evaluated: " + fault.getCause(), fault.getCause());
        }
    }
}
