package dev.belay.worker.execution;

import dev.belay.outbox.TransientFault;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Lets concurrent callers share transactions: while one commits, the requests that come meanwhile wait for the next, and
 * are done in it together. A lone request waits for nobody. So a row that every request of a run has to lock, such as its
 * budget, is locked and synchronised to disk once a group instead of once a request.
 */
final class GroupCommit<Q, A> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    /** Bounds a transaction. */
    private static final int LARGEST = 256;

    private final Function<List<Q>, List<A>> work;
    private final Comparator<Pending<Q, A>> order;
    private final BlockingQueue<Pending<Q, A>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    private record Pending<Q, A>(Q request, CompletableFuture<A> answer) {}

    /** The group failed as a whole; what any one of its requests alone would have done is not known. */
    private static final class GroupFailed extends RuntimeException {
        GroupFailed(Throwable cause) {
            super(cause);
        }
    }

    /**
     * @param order in which a group is worked through, so that groups of several instances lock alike
     * @param work answers the requests of a group in their order, inside one transaction; it may run again after a
     *     rollback
     */
    GroupCommit(String name, Comparator<Q> order, Function<List<Q>, List<A>> work) {
        this.work = work;
        this.order = Comparator.comparing(Pending::request, order);
        this.thread = Thread.ofVirtual().name("group-commit-" + name).start(this::loop);
    }

    /** Blocks until it is committed. What fails in a group is tried once more alone, and its fault thrown. */
    A ask(Q request) {
        var pending = new Pending<>(request, new CompletableFuture<A>());
        queue.add(pending);
        try {
            return pending.answer().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFault("stopped while waiting", e);
        } catch (ExecutionException failed) {
            return QuarkusTransaction.requiringNew()
                    .call(() -> work.apply(List.of(request)).getFirst());
        }
    }

    private void loop() {
        var group = new ArrayList<Pending<Q, A>>();
        try {
            while (true) {
                group.add(queue.take());
                queue.drainTo(group, LARGEST - 1);
                group.sort(order);
                commit(group);
                group.clear();
            }
        } catch (InterruptedException closed) {
            group.forEach(pending -> pending.answer().completeExceptionally(closed));
            queue.forEach(pending -> pending.answer().completeExceptionally(closed));
        }
    }

    private void commit(List<Pending<Q, A>> group) {
        try {
            var answers = QuarkusTransaction.requiringNew()
                    .call(() -> work.apply(group.stream().map(Pending::request).toList()));
            for (int i = 0; i < answers.size(); i++) {
                group.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.debugf(e, "a group of %d is gone through one by one", group.size());
            group.forEach(pending -> pending.answer().completeExceptionally(new GroupFailed(e)));
        }
    }

    /** Who still waits, or asks later, is answered alone. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
