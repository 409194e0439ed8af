package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.content;
import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.rollback;
import static dev.belay.deployer.domain.Releases.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.release.ReleaseEvent.PromoteOrdered;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Outcome;
import dev.belay.deployer.domain.Releases;
import dev.belay.local.stack.TestWriters;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionFoldTest {

    private static final int PARTITION = ReleaseRecord.partitionOf(Releases.PROMPT);

    private static final TestWriters WRITERS = TestWriters.of(new Root(Root.Stored.create("unit")));

    private final RawRecords records = new RawRecords(WRITERS);
    private final PartitionFold fold = new PartitionFold(List.of(), 0, WRITERS.trust());

    /** "De-duplication by the unsigned event id" of the release protocol's table. */
    @Test
    void copyWithAFreshEventIdBringsNothingBack() {
        fold.read(records.read(promote("P1", 1, 0), "a", 0));
        fold.read(records.read(promote("P2", 2, 1), "b", 1));
        fold.read(records.read(rollback("R1", 1, 2), "c", 2));

        assertThat(outcome(fold.read(records.read(promote("P2", 2, 1), "fresh", 3))))
                .isInstanceOf(Outcome.NotApplied.class);
        assertThat(live()).isEqualTo(version(1));
    }

    @Test
    void eventIdThatWasSeenBeforeDoesNotHideARelease() {
        fold.read(records.read(promote("P1", 1, 0), "same", 0));

        assertThat(outcome(fold.read(records.read(promote("P2", 2, 1), "same", 1))))
                .isEqualTo(new Outcome.Applied(2, version(1)));
    }

    @Test
    void recordInAnotherPartitionThanItsKeysChangesNothing() {
        fold.read(records.read(promote("P1", 1, 0), "a", 0));
        var copy = RawRecords.read(records.sent(promote("P2", 2, 1), "b", null), (PARTITION + 1) % 12, 1);

        assertThat(outcome(fold.read(copy))).isEqualTo(new Outcome.Misplaced());
        assertThat(live()).isEqualTo(version(1));
    }

    @Test
    void keyOfTheRecordDoesNotDecideWhereItBelongs() {
        var otherKey = signed(
                "x",
                EventCodec.encode(RawRecords.envelope(promote("P1", 1, 0), "a")).body());

        assertThat(outcome(fold.read(RawRecords.read(otherKey, PARTITION, 0)))).isEqualTo(new Outcome.Applied(1, null));
    }

    @Test
    void restoredFoldSkipsWhatItsRecordsInclude() {
        var log = List.of(
                records.read(promote("P1", 1, 0), "a", 0),
                records.read(promote("P2", 2, 1), "b", 1),
                records.read(rollback("R1", 1, 2), "c", 2));
        log.forEach(fold::read);
        var published = fold.prompts().stream()
                .flatMap(prompt -> prompt.environments().values().stream())
                .toList();

        var restored = new PartitionFold(published, 1, WRITERS.trust());
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
    void bodyThatIsNoReleaseFreezesItsPromptWhenItIsGenuine(String body) {
        fold.read(records.read(promote("P1", 1, 0), "a", 0));
        var result = fold.read(RawRecords.read(signed(Releases.PROMPT, body), PARTITION, 7));

        assertThat(result)
                .isInstanceOfSatisfying(
                        PartitionFold.Result.Stuck.class,
                        stuck -> assertThat(stuck.reason()).startsWith("at 7: "));
        assertThat(fold.read(records.read(promote("P2", 2, 1), "b", 8))).isEqualTo(result);
        assertThat(live()).isEqualTo(version(1));
        assertThat(fold.next()).isEqualTo(9);
    }

    @Test
    void promptsBesideTheOneThatIsStuckGoOn() {
        var other = Stream.iterate(0, i -> i + 1)
                .map(i -> "care/other" + i)
                .filter(name -> ReleaseRecord.partitionOf(name) == PARTITION)
                .findFirst()
                .orElseThrow();
        fold.read(RawRecords.read(signed(Releases.PROMPT, "{}"), PARTITION, 0));

        assertThat(outcome(fold.read(records.read(Releases.of(other, promote("P1", 1, 0)), "a", 1))))
                .isEqualTo(new Outcome.Applied(1, null));
    }

    @Test
    void whatIsNotUnderstoodMeansNothingInAnotherPartition() {
        var copy = RawRecords.read(signed(Releases.PROMPT, "{}"), (PARTITION + 1) % 12, 0);

        assertThat(fold.read(copy)).isInstanceOf(PartitionFold.Result.Forged.class);
    }

    /** "Skip what is signed by an unknown key" of the release protocol's table: who is unknown is the same everywhere. */
    @Test
    void unsignedAndForgedReleasesAreSkippedByAllAlike() {
        fold.read(records.read(promote("P1", 1, 0), "a", 0));
        var stranger = new RawRecords(TestWriters.of(new Root(Root.Stored.create("unit"))));
        var unsigned = records.sent(promote("P2", 2, 1), "b", null);
        unsigned.headers().remove("ce_belaysignature");
        var rollbackService =
                RawRecords.sent(WRITERS.sign(Writer.ROLLBACK, RawRecords.envelope(promote("P2", 2, 1), "c")), null);
        var copied = records.sent(promote("P2", 2, 1), "d", null);
        copied.headers().remove("ce_id").add("ce_id", RawRecords.bytes("fresh"));

        assertThat(List.of(
                        stranger.read(promote("P2", 2, 1), "e", 1),
                        RawRecords.read(unsigned, PARTITION, 2),
                        RawRecords.read(rollbackService, PARTITION, 3),
                        RawRecords.read(copied, PARTITION, 4),
                        new ConsumerRecord<byte[], byte[]>("belay.releases", PARTITION, 5, null, null)))
                .allSatisfy(raw -> assertThat(fold.read(raw))
                        .isInstanceOfSatisfying(
                                PartitionFold.Result.Forged.class,
                                forged -> assertThat(forged.reason()).startsWith("forged: ")));
        assertThat(live()).isEqualTo(version(1));
    }

    @Test
    void keyForOneEnvironmentIsNotGoodInAnother() {
        var root = new Root(Root.Stored.create("unit"));
        var staging = new Signer(root.appoint("gate-service", Writer.GATE.kinds(), List.of("staging"), 9));
        var sent = RawRecords.sent(
                staging.sign(Topic.RELEASES, EventCodec.encode(RawRecords.envelope(promote("P1", 1, 0), "a"))), null);

        var here = new PartitionFold(List.of(), 0, TestWriters.of(root).trust());
        assertThat(here.read(RawRecords.read(sent, PARTITION, 0)))
                .isInstanceOfSatisfying(
                        PartitionFold.Result.Forged.class,
                        forged -> assertThat(forged.reason()).contains("not good in production"));
    }

    @Test
    void contentThatIsNoJsonObjectIsNotUnderstood() {
        for (var content : List.of("hello", "[1]", "{} {}", "[".repeat(100_000))) {
            assertThat(fold.read(records.read(withContent("P1", content), "a", 0)))
                    .isInstanceOf(PartitionFold.Result.Stuck.class);
        }
        assertThat(fold.prompts()).isEmpty();
    }

    @Test
    void nameThatNoOutcomeCouldRepeatIsNotUnderstood() {
        assertThat(fold.read(records.read(withContent("P".repeat(201), content(1)), "a", 0)))
                .isInstanceOf(PartitionFold.Result.Stuck.class);
    }

    @Test
    void deadLetterThatWouldNotFitSaysSoAndWhereItLies() {
        var sent = records.sent(promote("P1", 1, 0), "a", null);
        var large = new ProducerRecord<>(sent.topic(), null, sent.key(), new byte[2_000_001], sent.headers());
        var raw = RawRecords.read(large, PARTITION, 5);

        var letters = new Publication(WRITERS.signer(Writer.PROMPT_DEPLOYER))
                .of(raw, fold.read(raw), Instant.EPOCH)
                .toList();

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

    /** By the gate, as a promote. */
    private static ProducerRecord<byte[], byte[]> signed(String key, String body) {
        var sound = EventCodec.encode(RawRecords.envelope(promote("P1", 1, 0), "a"));
        return RawRecords.sent(
                WRITERS.signer(Writer.GATE).sign(Topic.RELEASES, new EncodedEvent(key, sound.headers(), body)), null);
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
