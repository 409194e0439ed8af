package dev.belay.deployer.sink;

import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.sink.domain.Backlog;
import dev.belay.deployer.sink.domain.Scope;
import dev.belay.deployer.sink.domain.Selection;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Gives one sink what waits for it, one state after the other. */
final class SinkWriter {

    private static final Logger LOG = Logger.getLogger(SinkWriter.class);

    private final String name;
    private final Selection selection;
    private final SinkKind kind;
    private final Sink sink;
    private final Backlog backlog = new Backlog();

    SinkWriter(String name, Selection selection, SinkKind kind, Sink sink) {
        this.name = name;
        this.selection = selection;
        this.kind = kind;
        this.sink = sink;
    }

    String name() {
        return name;
    }

    Selection selection() {
        return selection;
    }

    Backlog backlog() {
        return backlog;
    }

    /** Writes the one that has waited longest; false when none is to be written now. */
    boolean writeNext(Instant now) {
        var next = backlog.next(now);
        next.ifPresent(live -> write(live, now));
        return next.isPresent();
    }

    private void write(LiveState live, Instant now) {
        try {
            long held = sink.write(live);
            backlog.holds(live, held, now);
            if (held > live.number()) {
                LOG.warnf(
                        "sink %s: %s holds deployment %d, above %d, which is live: it stays as it is",
                        name, placeOf(live), held, live.number());
            } else {
                LOG.debugf("sink %s: %s holds deployment %d", name, placeOf(live), held);
            }
        } catch (SinkFailed e) {
            failed(live, e.scope(), String.valueOf(e.getMessage()), now);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "sink %s: %s", name, live.key());
            failed(live, Scope.TARGET, e.toString(), now);
        }
    }

    private void failed(LiveState live, Scope scope, String error, Instant now) {
        LOG.warnf("sink %s: deployment %d of %s is not written: %s", name, live.number(), live.key(), error);
        backlog.failed(live, scope, error, now, ThreadLocalRandom.current().nextDouble());
    }

    private String placeOf(LiveState live) {
        return sink.place(live.prompt(), live.environment());
    }

    SinkReport report() {
        var prompts = backlog.progress().stream()
                .map(progress -> new SinkReport.Prompt(progress, sink.place(progress.prompt(), progress.environment())))
                .toList();
        return new SinkReport(name, kind.wireName(), selection, backlog.standing(), prompts);
    }

    void close() {
        sink.close();
    }
}
