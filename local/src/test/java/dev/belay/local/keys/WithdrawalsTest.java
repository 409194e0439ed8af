package dev.belay.local.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.release.ReleaseEvent.CertificateRevoked;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.signing.Verification;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.local.stack.TestStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithdrawalsTest {

    @TempDir
    Path data;

    @Test
    void rootsWordIsInEveryPartitionOnceItWasAskedFor() {
        var keys = InstallationKeys.ensure(data);
        var old = keys.certificate(Writer.GATE).serial();
        keys.rotate(Writer.GATE);
        var withdrawals = new Withdrawals(keys);
        keys.withdraw(new CertificateRevoked("withdraw-" + old, old, "ops@care.example", "stolen", Instant.EPOCH));

        assertThat(withdrawals.publish(TestStack.shared().bootstrapServers())).containsExactly(old);

        var trust = Trust.read(keys.of(Writer.GATE));
        assertThat(records())
                .hasSize(Topic.RELEASES.partitions())
                .allSatisfy(raw -> assertThat(trust.verify(raw.topic(), raw.key(), headers(raw), raw.value()))
                        .isInstanceOf(Verification.Genuine.class));
        assertThat(keys.withdrawn()).containsEntry(old, true);
        assertThat(withdrawals.publish("127.0.0.1:1")).isEmpty();
    }

    private static List<ConsumerRecord<String, byte[]>> records() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestStack.shared().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = IntStream.range(0, Topic.RELEASES.partitions())
                    .mapToObj(partition -> new TopicPartition(Topic.RELEASES.topicName(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found.stream()
                    .filter(raw -> String.valueOf(raw.key()).startsWith("certificate/"))
                    .toList();
        }
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> raw) {
        var headers = new HashMap<String, String>();
        raw.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
