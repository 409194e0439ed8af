package dev.belay.local;

import dev.belay.local.process.Ports;
import dev.belay.local.service.Service;
import java.util.ArrayList;
import java.util.List;

/** Every port that the platform needs, checked before anything is started, so that all that are taken are named at once. */
record PortCheck(List<Need> needs) {

    record Need(String host, int port, String what, String option, String variable) {
        String message() {
            return "Port " + port + " is taken by another process; " + what + " needs it. Choose another with " + option
                    + " or " + variable + " (0 takes any free one)";
        }
    }

    static PortCheck of(PlatformOptions options, PlatformFile file) {
        var needs = new ArrayList<Need>();
        needs.add(new Need(options.host(), file.port(), "the router", "--port", "BELAY_PORT"));
        needs.add(new Need("127.0.0.1", file.kafkaPort(), "the Kafka broker", "--kafka-port", "BELAY_KAFKA_PORT"));
        needs.add(new Need("127.0.0.1", file.postgresPort(), "PostgreSQL", "--postgres-port", "BELAY_POSTGRES_PORT"));
        if (options.servicePorts() != 0) {
            for (Service service : Service.values()) {
                int count = service == Service.EVAL_WORKER ? options.workers() : 1;
                for (int index = 0; index < count; index++) {
                    int port = options.servicePorts() + service.ordinal() + index;
                    needs.add(new Need("127.0.0.1", port, service.module(), "--service-ports", "BELAY_SERVICE_PORTS"));
                }
            }
        }
        return new PortCheck(List.copyOf(needs));
    }

    void requireFree() {
        var taken = needs.stream()
                .filter(need -> !Ports.isFree(need.host(), need.port()))
                .map(Need::message)
                .toList();
        if (!taken.isEmpty()) {
            throw new PlatformFailure(String.join("\n", taken));
        }
    }
}
