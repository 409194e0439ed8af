package dev.belay.local.broker;

import dev.belay.local.process.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One KRaft node that is broker and controller. Its directory is formatted at the first start and kept, cluster id
 * included, so records and consumer offsets survive a restart and a {@code kill -9}.
 */
public final class Broker implements AutoCloseable {
    private static final int NODE = 1;

    private final Path directory;
    private final int port;
    private final KafkaRaftServer server;

    private Broker(Path directory, int port, KafkaRaftServer server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** Returns when the broker takes connections. */
    public static Broker start(Path directory, int port) {
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings(directory, port), false), Time.SYSTEM);
        server.startup();
        return new Broker(directory, port, server);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory) {
        var messages = new ByteArrayOutputStream();
        try {
            Files.createDirectories(directory);
            new Formatter()
                    .setPrintStream(new PrintStream(messages, true, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(directory.toString())
                    .setDirectories(List.of(directory.toString()))
                    .setSupportedFeatures(Arrays.asList(Feature.PRODUCTION_FEATURES.toArray(new Feature[0])))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setUnstableFeatureVersionsEnabled(false)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Could not format the broker's directory " + directory + ": "
                            + messages.toString(StandardCharsets.UTF_8),
                    e);
        }
    }

    private static Properties settings(Path directory, int port) {
        int controller = Ports.free();
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", directory.toString());
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controller);
        // A topic is what contracts says it is; a misspelt name must fail.
        settings.put("auto.create.topics.enable", "false");
        singleNode(settings);
        small(settings);
        return settings;
    }

    private static void singleNode(Properties settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "8");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "8");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A consumer that was killed is noticed in seconds where its own setting allows it.
        settings.put("group.min.session.timeout.ms", "1000");
    }

    /** The defaults serve large machines: the cleaner's buffer alone would be 128 MiB of heap. */
    private static void small(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        settings.put("log.cleaner.io.buffer.size", Integer.toString(256 << 10));
        settings.put("log.index.size.max.bytes", Integer.toString(2 << 20));
        settings.put("offsets.load.buffer.size", Integer.toString(1 << 20));
        settings.put("transaction.state.log.load.buffer.size", Integer.toString(1 << 20));
    }
}
