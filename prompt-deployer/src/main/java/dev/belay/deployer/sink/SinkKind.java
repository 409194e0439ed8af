package dev.belay.deployer.sink;

import dev.belay.deployer.sink.SinksConfig.SinkConfig;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be a sink. The libraries of a kind are loaded when one of it is opened, and not before. */
enum SinkKind {
    FILES("files", config -> config.files().map(FilesSink::of)),
    GIT("git", config -> config.git().map(settings -> GitSink.of(settings, Clock.systemUTC()))),
    CONFIG_MAP("config-map", config -> config.configMap().map(ConfigMapSink::of)),
    WEBHOOK("webhook", config -> config.webhook().map(settings -> WebhookSink.of(settings, Clock.systemUTC())));

    private final String wireName;
    private final Function<SinkConfig, Optional<? extends Sink>> opening;

    SinkKind(String wireName, Function<SinkConfig, Optional<? extends Sink>> opening) {
        this.wireName = wireName;
        this.opening = opening;
    }

    String wireName() {
        return wireName;
    }

    /** An opened sink of the kind that has settings. */
    record Opened(SinkKind kind, Sink sink) {}

    /** @throws IllegalArgumentException when there is not exactly one, or its settings are not what they can be */
    static Opened open(SinkConfig config) {
        var opened = Arrays.stream(values())
                .flatMap(kind -> kind.opening.apply(config).map(sink -> new Opened(kind, sink)).stream())
                .toList();
        if (opened.size() != 1) {
            opened.forEach(one -> one.sink().close());
            throw new IllegalArgumentException("it has settings of " + names(opened) + " (expected: those of one of "
                    + Arrays.stream(values()).map(SinkKind::wireName).collect(Collectors.joining(", ")) + ")");
        }
        return opened.getFirst();
    }

    private static String names(List<Opened> opened) {
        return opened.isEmpty()
                ? "no kind"
                : opened.stream().map(one -> one.kind().wireName()).collect(Collectors.joining(" and "));
    }
}
