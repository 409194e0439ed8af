package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.content;
import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.rollback;
import static dev.belay.deployer.domain.Releases.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.deployer.domain.Outcome;
import dev.belay.deployer.domain.Releases;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionFoldTest {

    private static final int PARTITION = ReleaseRecord.partitionOf(Releases.PROMPT);

    private final PartitionFold fold = new PartitionFold(List.of(), 0);

    /** "De-duplication by the unsigned event id" of the release protocol's table. */
    @Test
    void copyWithAFreshEventIdBringsNothingBack() {
        fold.read(RawRecords.read(promote("P1", 1, 0), "a", 0));
        fold.read(RawRecords.read(promote("P2", 2, 1), "b", 1));
        fold.read(RawRecords.read(rollback("R1", 1, 2), "c", 2));

        assertThat(outcome(fold.read(RawRecords.read(promote("P2", 2, 1), "fresh", 3))))
                .isInstanceOf(Outcome.NotApplied.class);
        assertThat(live()).isEqualTo(version(1));
    }

    @Test
    void eventIdThatWasSeenBeforeDoesNotHideARelease() {
        fold.read(RawRecords.read(promote("P1", 1, 0), "same", 0));

        assertThat(outcome(fold.read(RawRecords.read(promote("P2", 2, 1), "same", 1))))
                .isEqualTo(new Outcome.Applied(2, version(1)));
    }

    @Test
    void recordInAnotherPartitionThanItsKeysChangesNothing() {
        fold.read(RawRecords.read(promote("P1", 1, 0), "a", 0));
        var copy = RawRecords.read(RawRecords.sent(promote("P2", 2, 1), "b", null), (PARTITION + 1) % 12, 1);

        assertThat(outcome(fold.read(copy))).isEqualTo(new Outcome.Misplaced());
        assertThat(live()).isEqualTo(version(1));
    }

    @Test
    void keyOfTheRecordDoesNotDecideWhereItBelongs() {
        var sent = RawRecords.sent(promote("P1", 1, 0), "a", null);
        var otherKey = new ProducerRecord<>(sent.topic(), null, RawRecords.bytes("x"), sent.value(), sent.headers());

        assertThat(outcome(fold.read(RawRecords.read(otherKey, PARTITION, 0)))).isEqualTo(new Outcome.Applied(1, null));
    }

    @Test
    void restoredFoldSkipsWhatItsRecordsInclude() {
        var log = List.of(
                RawRecords.read(promote("P1", 1, 0), "a", 0),
                RawRecords.read(promote("P2", 2, 1), "b", 1),
                RawRecords.read(rollback("R1", 1, 2), "c", 2));
        log.forEach(fold::read);
        var published = fold.prompts().stream()
                .flatMap(prompt -> prompt.environments().values().stream())
                .toList();

        var restored = new PartitionFold(published, 1);
        assertThat(restored.read(log.get(1))).isEqualTo(new PartitionFold.Result.Included());
        assertThat(restored.read(log.get(2))).isEqualTo(new PartitionFold.Result.Included());
        assertThat(restored.prompts()).containsExactlyElementsOf(fold.prompts());
        assertThat(restored.next()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "null",
                "[]",
                "{}",
                "{\"release\":\"P1\",\"prompt\":\"care/visit-summary\",\"environment\":\"production\"}",
                "{\"target\":{\"number\":1,\"digest\":\"sha256:0\"}}"
            })
    void bodyThatIsNoReleaseIsSkipped(String body) {
        var sent = RawRecords.sent(promote("P1", 1, 0), "a", null);
        var garbled = new ProducerRecord<>(sent.topic(), null, sent.key(), RawRecords.bytes(body), sent.headers());

        assertThat(fold.read(RawRecords.read(garbled, PARTITION, 7)))
                .isInstanceOfSatisfying(
                        PartitionFold.Result.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isNotBlank());
        assertThat(fold.next()).isEqualTo(8);
    }

    @Test
    void recordWithoutValueOrNotInUtf8IsSkipped() {
        var none = new ConsumerRecord<byte[], byte[]>("belay.releases", PARTITION, 0, null, null);
        var sent = RawRecords.sent(promote("P1", 1, 0), "a", null);
        var garbled = new ProducerRecord<>(sent.topic(), null, sent.key(), new byte[] {(byte) 0xff}, sent.headers());

        assertThat(fold.read(none)).isInstanceOf(PartitionFold.Result.Unreadable.class);
        assertThat(fold.read(RawRecords.read(garbled, PARTITION, 1)))
                .isEqualTo(new PartitionFold.Result.Unreadable("the value is not UTF-8 (expected: JSON in UTF-8)"));
    }

    @Test
    void contentThatIsNoJsonObjectIsSkipped() {
        for (var content : List.of("hello", "[1]", "{} {}", "[".repeat(100_000))) {
            assertThat(fold.read(RawRecords.read(withContent("P1", content), "a", 0)))
                    .isInstanceOf(PartitionFold.Result.Unreadable.class);
        }
        assertThat(fold.prompts()).isEmpty();
    }

    @Test
    void nameThatNoOutcomeCouldRepeatIsSkipped() {
        assertThat(fold.read(RawRecords.read(withContent("P".repeat(201), content(1)), "a", 0)))
                .isInstanceOf(PartitionFold.Result.Unreadable.class);
    }

    @Test
    void deadLetterThatWouldNotFitSaysSoAndWhereItLies() {
        var sent = RawRecords.sent(promote("P1", 1, 0), "a", null);
        var large = new ProducerRecord<>(sent.topic(), null, sent.key(), new byte[2_000_001], sent.headers());
        var raw = RawRecords.read(large, PARTITION, 5);

        var letters = Publication.of(raw, fold.read(raw), Instant.EPOCH).toList();

        assertThat(letters).hasSize(1);
        assertThat(letters.getFirst().topic()).isEqualTo("belay.releases.dlq");
        assertThat(letters.getFirst().value().length).isZero();
        assertThat(letters.getFirst()
                        .headers()
                        .lastHeader("belay-source-offset")
                        .value())
                .isEqualTo(RawRecords.bytes("5"));
        assertThat(letters.getFirst().headers().lastHeader("belay-body-left-out"))
                .isNotNull();
    }

    private VersionRef live() {
        return fold.prompts().stream()
                .findFirst()
                .orElseThrow()
                .environments()
                .get(Releases.PRODUCTION)
                .version();
    }

    private static Outcome outcome(PartitionFold.Result result) {
        return ((PartitionFold.Result.Decided) result).outcome();
    }

    private static PromoteOrdered withContent(String release, String content) {
        return new PromoteOrdered(
                release,
                Releases.PROMPT,
                Releases.PRODUCTION,
                0,
                100,
                new VersionRef(1, Digest.of(content)),
                content,
                "c1",
                1,
                Digest.of("decision"),
                Instant.EPOCH);
    }
}
