package dev.belay.local.service;

import dev.belay.local.PlatformFile;
import dev.belay.local.PlatformOptions;
import dev.belay.local.issuer.Issuer;
import dev.belay.local.keys.InstallationKeys;
import dev.belay.local.postgres.Postgres;
import dev.belay.local.process.Jvm;
import dev.belay.local.process.Ports;
import dev.belay.local.process.Tether;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** All service processes of the platform; the number of eval-workers can change while it runs. */
public final class Services {
    private final PlatformOptions options;
    private final PlatformFile places;
    private final InstallationKeys keys;
    private final Issuer issuer;
    private final Tether tether;
    private final Map<Service, Integer> ports;
    private final String routerUrl;
    private final List<ServiceProcess> singles = new ArrayList<>();
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    public Services(PlatformOptions options, PlatformFile places, Issuer issuer, InstallationKeys keys, Tether tether) {
        this.options = options;
        this.places = places;
        this.issuer = issuer;
        this.keys = keys;
        this.tether = tether;
        this.routerUrl = places.url().toString();
        this.ports = new HashMap<>();
        for (Service service : Service.values()) {
            ports.put(service, options.servicePorts() == 0 ? Ports.free() : options.servicePorts() + service.ordinal());
        }
    }

    /** Starts them all at once; those that failed to become ready say so in their {@link ServiceProcess#firstReady}. */
    public synchronized List<ServiceProcess> start() {
        for (Service service : Service.values()) {
            if (service != Service.EVAL_WORKER) {
                singles.add(ServiceProcess.start(launch(service, service.module(), ports.get(service)), tether));
            }
        }
        scale(options.workers());
        return all();
    }

    /** Starts eval-workers, or stops the newest ones, until there are {@code count}. */
    public synchronized void scale(int count) {
        PlatformOptions.checkWorkers(count);
        while (workers.size() < count) {
            int index = workers.size();
            int port = options.servicePorts() == 0 && index > 0 ? Ports.free() : ports.get(Service.EVAL_WORKER) + index;
            var launch = launch(Service.EVAL_WORKER, Service.EVAL_WORKER.module() + "-" + (index + 1), port);
            workers.add(ServiceProcess.start(launch, tether));
        }
        stopAll(Stream.generate(() -> workers.removeLast())
                .limit(workers.size() - count)
                .toList());
    }

    public synchronized List<ServiceProcess> all() {
        return Stream.concat(singles.stream(), workers.stream()).toList();
    }

    /** A ready process of the service, each in turn where there are several. */
    public synchronized Optional<ServiceProcess> ready(Service service) {
        var ready = (service == Service.EVAL_WORKER ? workers : singles)
                .stream()
                        .filter(process ->
                                process.launch().service() == service && process.state() == ServiceProcess.State.READY)
                        .toList();
        return ready.isEmpty()
                ? Optional.empty()
                : Optional.of(ready.get(Math.floorMod(turn.getAndIncrement(), ready.size())));
    }

    public void stop() {
        stopAll(all());
    }

    private static void stopAll(List<ServiceProcess> processes) {
        CompletableFuture.allOf(processes.stream()
                        .map(process -> CompletableFuture.runAsync(process::stop, Thread::startVirtualThread))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private Launch launch(Service service, String name, int port) {
        return new Launch(name, service, port, options.log(name), command(service), environment(service, port));
    }

    private List<String> command(Service service) {
        Path jar = options.root().resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("No " + jar + ": " + service.module() + " is not built");
        }
        var command = new ArrayList<>(Jvm.command(options.home(), service.heap()));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private Map<String, String> environment(Service service, int port) {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", places.bootstrapServers());
        environment.put("BELAY_SIGNING_KEYS", keys.of(service.writer()).toString());
        environment.put("BELAY_REGISTRY_URL", "http://127.0.0.1:" + ports.get(Service.PROMPT_REGISTRY));
        environment.put("BELAY_LEDGER_URL", routerUrl);
        environment.put("BELAY_URL", routerUrl);
        // Whoever tries Belay on a machine of their own receives webhooks there too.
        environment.put("BELAY_GATE_WEBHOOKS_PRIVATE_ADDRESSES", "true");
        environment.put("BELAY_ISSUER_URL", issuer.address().toString());
        environment.put("BELAY_ISSUER_SECRET", issuer.clientSecret());
        // glibc keeps a pool of memory per thread otherwise, which is most of a small JVM's size.
        environment.put("MALLOC_ARENA_MAX", "2");
        if (!service.database().isEmpty()) {
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", places.jdbcUrl(service.database()));
            environment.put("QUARKUS_DATASOURCE_USERNAME", Postgres.USER);
            environment.put("QUARKUS_DATASOURCE_PASSWORD", Postgres.PASSWORD);
        }
        return environment;
    }
}
