package dev.belay.local;

import dev.belay.local.broker.Broker;
import dev.belay.local.broker.Topics;
import dev.belay.local.postgres.Postgres;
import dev.belay.local.postgres.Postmaster;
import dev.belay.local.process.Ports;
import dev.belay.local.process.Tether;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Broker and PostgreSQL together, ready for the services: topics and databases are there. */
public final class Infrastructure implements AutoCloseable {
    /** One for each service that keeps state. */
    public static final List<String> DATABASES = List.of("registry", "worker", "gate", "rollback");

    private final Layout layout;
    private final Tether tether;
    private final int kafkaPort;
    private final int postgresPort;
    private volatile @Nullable Broker broker;
    private volatile @Nullable Postgres postgres;

    private Infrastructure(Layout layout, Tether tether, int kafkaPort, int postgresPort) {
        this.tether = tether;
        this.layout = layout;
        this.kafkaPort = kafkaPort;
        this.postgresPort = postgresPort;
    }

    /**
     * Starts both at once. Port 0 takes a free one, and keeps it when a part is stopped and started again.
     *
     * @param tether ends PostgreSQL when this process is killed
     * @param started told {@code kafka} and {@code postgres} as each is ready
     */
    public static Infrastructure start(
            Layout layout, Tether tether, int kafkaPort, int postgresPort, Consumer<String> started) {
        var infrastructure = new Infrastructure(layout, tether, Ports.choose(kafkaPort), Ports.choose(postgresPort));
        var postgres = CompletableFuture.runAsync(() -> {
            infrastructure.startPostgres();
            started.accept("postgres");
        });
        try {
            infrastructure.startBroker();
            started.accept("kafka");
            postgres.join();
            return infrastructure;
        } catch (RuntimeException e) {
            postgres.exceptionally(also -> null).join();
            infrastructure.close();
            throw e instanceof CompletionException wrapped && wrapped.getCause() instanceof RuntimeException cause
                    ? cause
                    : e;
        }
    }

    public void startBroker() {
        broker = Broker.start(layout.kafka(), kafkaPort);
        Topics.ensure(broker.bootstrapServers());
    }

    public void startPostgres() {
        try {
            postgres = Postgres.start(layout.postgres(), layout.binaries(), layout.postgresLog(), postgresPort);
            postmaster().ifPresent(found -> tether.hold(found.pid(), "INT"));
            postgres.createDatabases(DATABASES);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "PostgreSQL did not start on port " + postgresPort + "; its log is " + layout.postgresLog(), e);
        }
    }

    public void stopBroker() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    public void stopPostgres() {
        if (postgres != null) {
            postmaster().ifPresent(found -> tether.free(found.pid()));
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not stop; its log is " + layout.postgresLog(), e);
            }
            postgres = null;
        }
    }

    /** Starts what is stopped. */
    public void resume() {
        if (broker == null) {
            startBroker();
        }
        if (postgres == null) {
            startPostgres();
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    public int postgresPort() {
        return postgresPort;
    }

    /** Empty when PostgreSQL is stopped, or has died. */
    public Optional<Postmaster> postmaster() {
        return Postmaster.of(layout.cluster());
    }

    public Postgres postgres() {
        if (postgres == null) {
            throw new IllegalStateException("PostgreSQL is stopped");
        }
        return postgres;
    }

    @Override
    public void close() {
        var stopped = CompletableFuture.runAsync(this::stopPostgres);
        stopBroker();
        stopped.join();
    }
}
