package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.run.GoesOn;
import dev.belay.cli.run.Outcome;
import dev.belay.cli.terminal.JointProgress;
import dev.belay.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Folders of one call: published one after the other, then followed all at once. */
final class FolderBatch {

    private final Publisher publisher;
    private final Terminal terminal;
    private final FolderTelling telling;
    private final boolean allOrNone;

    /** @param allOrNone whether one that is not published withdraws those that were */
    FolderBatch(Publisher publisher, Terminal terminal, FolderTelling telling, boolean allOrNone) {
        this.allOrNone = allOrNone;
        this.publisher = publisher;
        this.terminal = terminal;
        this.telling = telling;
    }

    private sealed interface Entry {

        record Over(FolderResult result) implements Entry {}

        record Running(Path folder, Publisher.Started started, String run) implements Entry {}
    }

    private interface Watching {

        Outcome toTheEnd() throws InterruptedException;
    }

    /** In the order of the folders. */
    List<FolderResult> publish(List<Path> folders) throws InterruptedException {
        telling.begin();
        try {
            var entries = allOrNone ? allOrNone(folders) : published(folders);
            var running = entries.stream()
                    .filter(Entry.Running.class::isInstance)
                    .map(Entry.Running.class::cast)
                    .toList();
            var followed =
                    new ArrayDeque<>(running.size() == 1 ? List.of(alone(running.getFirst())) : together(running));
            return entries.stream()
                    .map(entry -> entry instanceof Entry.Over over ? over.result() : followed.remove())
                    .toList();
        } finally {
            telling.end();
        }
    }

    /** The registry takes them one by one: what it took already is withdrawn when it does not take another. */
    private List<Entry> allOrNone(List<Path> folders) throws InterruptedException {
        var begun = new ArrayList<Publisher.Started>();
        var entries = new ArrayList<Entry>();
        for (var folder : folders) {
            try {
                var started = publisher.start(folder);
                if (started.published().run() == null) {
                    throw FolderGroup.unchanged(started.copy().name().value());
                }
                begun.add(started);
                var run = publisher.runToWatch(started);
                entries.add(
                        run == null
                                ? new Entry.Over(new FolderResult.Done(folder, started.result(null)))
                                : new Entry.Running(folder, started, run));
            } catch (CliFailure failure) {
                begun.forEach(started -> publisher.withdraw(started, "not all of the group could be published"));
                throw failure;
            }
        }
        return entries;
    }

    /** Once the platform is away, the folders that are left are not tried. */
    private List<Entry> published(List<Path> folders) throws InterruptedException {
        var entries = new ArrayList<Entry>();
        CliFailure away = null;
        for (var folder : folders) {
            var entry = away == null ? published(folder) : new Entry.Over(notTried(folder, away));
            entries.add(entry);
            if (entry instanceof Entry.Over(var result)) {
                telling.tell(result);
                away = result instanceof FolderResult.Failed failed
                                && failed.failure().mayPass()
                        ? failed.failure()
                        : away;
            }
        }
        return entries;
    }

    private Entry published(Path folder) throws InterruptedException {
        try {
            var started = publisher.start(folder);
            var run = publisher.runToWatch(started);
            return run == null
                    ? new Entry.Over(new FolderResult.Done(folder, started.result(null)))
                    : new Entry.Running(folder, started, run);
        } catch (CliFailure failure) {
            return new Entry.Over(new FolderResult.Failed(folder, failure));
        }
    }

    private static FolderResult notTried(Path folder, CliFailure away) {
        var message = String.valueOf(away.getMessage());
        return new FolderResult.Failed(
                folder,
                message.startsWith("not tried")
                        ? away
                        : CliFailure.infrastructure("not tried: " + message, null, away));
    }

    private FolderResult alone(Entry.Running entry) throws InterruptedException {
        var result = ended(entry, () -> publisher.watched(entry.run()));
        telling.tell(result);
        return result;
    }

    private List<FolderResult> together(List<Entry.Running> running) throws InterruptedException {
        var progress = new JointProgress(terminal, running.size(), System::nanoTime);
        var followers = new ArrayList<Callable<FolderResult>>();
        for (var entry : running) {
            int place = followers.size();
            followers.add(() -> beside(entry, place, progress));
        }
        var runs = running.stream().map(Entry.Running::run).toList();
        var results = new ArrayList<FolderResult>();
        try (var goesOn = new GoesOn(terminal, runs);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var follower : threads.invokeAll(followers)) {
                results.add(result(follower));
            }
        }
        return results;
    }

    private FolderResult beside(Entry.Running entry, int place, JointProgress progress) throws InterruptedException {
        var page = new StringWriter();
        var onto = terminal.onto(new PrintWriter(page, true));
        var result = ended(entry, () -> publisher.watched(entry.run(), onto, progress.of(place)));
        progress.ended(() -> {
            terminal.blank();
            page.toString().lines().forEach(terminal::say);
            telling.tell(result);
        });
        return result;
    }

    private static FolderResult ended(Entry.Running entry, Watching watching) throws InterruptedException {
        try {
            return new FolderResult.Done(entry.folder(), entry.started().result(watching.toTheEnd()));
        } catch (CliFailure failure) {
            return new FolderResult.Lost(entry.folder(), entry.started().result(null), failure);
        }
    }

    private static FolderResult result(Future<FolderResult> follower) throws InterruptedException {
        try {
            return follower.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }
}
