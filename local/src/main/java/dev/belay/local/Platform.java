package dev.belay.local;

import dev.belay.local.Status.ProcessStatus;
import dev.belay.local.Step.State;
import dev.belay.local.issuer.Issuer;
import dev.belay.local.issuer.IssuerResource;
import dev.belay.local.keys.InstallationKeys;
import dev.belay.local.keys.Withdrawals;
import dev.belay.local.postgres.Postmaster;
import dev.belay.local.process.Ports;
import dev.belay.local.process.Tether;
import dev.belay.local.router.Origin;
import dev.belay.local.router.Router;
import dev.belay.local.service.Service;
import dev.belay.local.service.ServiceProcess;
import dev.belay.local.service.Services;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor: broker and router in this process, PostgreSQL and the services as its children. It starts them,
 * keeps them running, and ends them with itself.
 */
public final class Platform {
    /** As the command line documents it: the platform failed. */
    private static final int FAILED = 3;

    private static final int WATCH_MILLIS = 1_000;

    private final PlatformOptions options;
    private final Layout layout;
    private final Journal journal;
    private final Tether tether = Tether.start();
    private final PlatformFile file;
    private volatile @Nullable Infrastructure infrastructure;
    private volatile @Nullable Services services;
    private volatile @Nullable Router router;
    private volatile String state = "starting";

    private Platform(PlatformOptions options, Journal journal) {
        this.options = options;
        this.layout = Layout.of(options);
        this.journal = journal;
        this.file = PlatformFile.of(
                options,
                Ports.choose(options.kafkaPort()),
                Ports.choose(options.postgresPort()),
                Ports.choose(options.port()));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var options = PlatformOptions.from(System.getenv());
        Files.createDirectories(options.logs());
        System.setProperty("log4j2.configurationFile", "infrastructure-log4j2.xml");
        System.setProperty("belay.infrastructure.log", options.log("kafka").toString());
        var journal = new Journal(options.home());
        try (var lock = lock(options.home())) {
            var platform = new Platform(options, journal);
            Runtime.getRuntime().addShutdownHook(new Thread(platform::stop));
            platform.start();
            platform.watch();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null || e instanceof PlatformFailure ? e : e.getCause();
            journal.add(
                    new Step("platform", State.FAILED, 0, options.log("platform"), String.valueOf(cause.getMessage())));
            e.printStackTrace(System.out);
            System.exit(FAILED);
        }
    }

    /** Two supervisors on the same data would destroy them; the system drops the lock with the process. */
    private static FileLock lock(Path home) throws IOException {
        var channel =
                FileChannel.open(home.resolve("platform.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new PlatformFailure("Another platform runs on " + home + "; `belay down` stops it");
        }
        return lock;
    }

    private void start() {
        file.write(options.home());
        PortCheck.of(options, file).requireFree();
        var own = new PlatformResource(this::status, this::scale, () -> System.exit(0));
        var issuer = Issuer.open(layout.issuer(), URI.create(file.url() + IssuerResource.PATH));
        router = Router.start(
                options.host(),
                file.port(),
                Map.of("/platform", own, IssuerResource.PATH, new IssuerResource(issuer)),
                this::origin);
        step("router", State.READY, file.port(), options.log("platform"));
        step("kafka", State.STARTING, file.kafkaPort(), options.log("kafka"));
        step("postgres", State.STARTING, file.postgresPort(), options.log("postgres"));
        infrastructure = Infrastructure.start(layout, tether, file.kafkaPort(), file.postgresPort(), this::started);
        startServices(issuer);
        state = "ready";
        step("platform", State.READY, file.port(), options.log("platform"));
    }

    private void started(String part) {
        step(part, State.READY, part.equals("kafka") ? file.kafkaPort() : file.postgresPort(), options.log(part));
    }

    private void startServices(Issuer issuer) {
        var keys = InstallationKeys.ensure(layout.keys());
        new Withdrawals(keys).follow(file.bootstrapServers());
        var all = new Services(options, file, issuer, keys, tether);
        services = all;
        var ready = new CompletableFuture<Void>();
        // That the platform is ready is told after each service was: what is awaited is the telling.
        var told = all.start().stream()
                .map(process -> {
                    var launch = process.launch();
                    step(launch.name(), State.STARTING, launch.port(), launch.log());
                    return process.firstReady().whenComplete((nothing, fault) -> {
                        if (fault == null) {
                            step(launch.name(), State.READY, launch.port(), launch.log());
                        } else {
                            step(launch.name(), State.FAILED, 0, launch.log(), fault.getMessage());
                            ready.completeExceptionally(new PlatformFailure(fault.getMessage()));
                        }
                    });
                })
                .toList();
        CompletableFuture.allOf(told.toArray(CompletableFuture[]::new)).thenRun(() -> ready.complete(null));
        ready.join();
    }

    /** The services are watched by their own threads. */
    private void watch() throws InterruptedException {
        while (true) {
            Thread.sleep(WATCH_MILLIS);
            if (!state.equals("stopping") && postmaster().isEmpty()) {
                restartPostgres();
            }
        }
    }

    private void restartPostgres() {
        Path log = options.log("postgres");
        step("postgres", State.STARTING, file.postgresPort(), log, "it had ended");
        try {
            running().stopPostgres();
            running().startPostgres();
            started("postgres");
        } catch (RuntimeException e) {
            // Tried again at the next look.
            step("postgres", State.FAILED, 0, log, e.toString());
        }
    }

    private void stop() {
        state = "stopping";
        if (services != null) {
            services.stop();
        }
        if (infrastructure != null) {
            infrastructure.close();
        }
        if (router != null) {
            router.close();
        }
        tether.close();
        PlatformFile.remove(options.home());
        step("platform", State.STOPPED, 0, options.log("platform"));
    }

    private Infrastructure running() {
        Infrastructure running = infrastructure;
        if (running == null) {
            throw new IllegalStateException("Broker and database are not started yet");
        }
        return running;
    }

    private Optional<Postmaster> postmaster() {
        return Postmaster.of(layout.cluster());
    }

    private void scale(int workers) {
        Services running = services;
        if (running == null || !state.equals("ready")) {
            throw new IllegalStateException(
                    "The platform is " + state + "; eval-workers can be added when it is ready");
        }
        running.scale(workers);
        step("eval-worker", State.READY, 0, options.logs(), workers + " wanted");
    }

    private Optional<Origin> origin(String path) {
        return Arrays.stream(Service.values())
                .filter(service -> service.answers(path))
                .findFirst()
                .map(service -> {
                    Services running = services;
                    return new Origin(
                            service.module(),
                            running == null
                                    ? 0
                                    : running.ready(service)
                                            .map(process -> process.launch().port())
                                            .orElse(0));
                });
    }

    private Status status() {
        var processes = new ArrayList<ProcessStatus>();
        boolean up = infrastructure != null;
        processes.add(process("router", file.pid(), file.port(), true, "platform"));
        processes.add(process("kafka", file.pid(), file.kafkaPort(), up, "kafka"));
        long postgres = postmaster().map(Postmaster::pid).orElse(0L);
        processes.add(process("postgres", postgres, file.postgresPort(), up && postgres != 0, "postgres"));
        List<ServiceProcess> all = services == null ? List.of() : services.all();
        all.forEach(process -> processes.add(process(process)));
        boolean whole = processes.stream().allMatch(ProcessStatus::ready);
        return new Status(
                state.equals("ready") && !whole ? "degraded" : state,
                file.url().toString(),
                file.port(),
                file.kafkaPort(),
                file.postgresPort(),
                options.home().toString(),
                file.startedAt(),
                processes);
    }

    private ProcessStatus process(String name, long pid, int port, boolean ready, String log) {
        return new ProcessStatus(
                name,
                pid,
                port,
                ready ? "ready" : state,
                ready,
                options.log(log).toString(),
                file.startedAt(),
                0);
    }

    private static ProcessStatus process(ServiceProcess process) {
        return new ProcessStatus(
                process.launch().name(),
                process.pid(),
                process.launch().port(),
                process.state().name().toLowerCase(Locale.ROOT),
                process.state() == ServiceProcess.State.READY,
                process.launch().log().toString(),
                process.startedAt().toString(),
                process.restarts());
    }

    private void step(String name, State happened, int port, Path log) {
        step(name, happened, port, log, "");
    }

    private void step(String name, State happened, int port, Path log, String detail) {
        journal.add(new Step(name, happened, port, log, detail));
    }
}
