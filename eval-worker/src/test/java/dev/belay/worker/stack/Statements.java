package dev.belay.worker.stack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the PostgreSQL driver sends while this is open, as it logs it itself: one entry a statement, BEGIN and COMMIT too. */
public final class Statements implements AutoCloseable {

    private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private static final String EXECUTED = " FE=> Execute(";
    private static final String EXECUTED_AS_TEXT = " FE=> SimpleQuery(";

    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final Level before = DRIVER.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().startsWith(EXECUTED) || entry.getMessage().startsWith(EXECUTED_AS_TEXT)) {
                threads.add(Thread.currentThread().getName());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public Statements() {
        handler.setLevel(Level.ALL);
        DRIVER.addHandler(handler);
        DRIVER.setLevel(Level.FINEST);
    }

    /** How many were executed on such threads. */
    public long on(Predicate<String> thread) {
        return threads.stream().filter(thread).count();
    }

    public List<String> threads() {
        return List.copyOf(threads);
    }

    @Override
    public void close() {
        DRIVER.setLevel(before);
        DRIVER.removeHandler(handler);
    }
}
