package dev.belay.local.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How one service process is started: its command, what it is told through the environment, and where it writes. */
public record Launch(
        String name, Service service, int port, Path log, List<String> command, Map<String, String> environment) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
