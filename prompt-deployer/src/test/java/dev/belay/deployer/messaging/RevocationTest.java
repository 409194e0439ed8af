package dev.belay.deployer.messaging;

import static dev.belay.deployer.domain.Releases.promote;
import static dev.belay.deployer.domain.Releases.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.release.LiveEvent;
import dev.belay.contracts.release.ReleaseEvent;
import dev.belay.contracts.release.ReleaseEvent.CertificateRevoked;
import dev.belay.contracts.signing.Kind;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import dev.belay.deployer.domain.Outcome;
import dev.belay.deployer.domain.PromptState;
import dev.belay.deployer.domain.Releases;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Rule 5 of the release protocol: only the log decides which key is good where. */
class RevocationTest {

    private static final int PARTITION = ReleaseRecord.partitionOf(Releases.PROMPT);

    private final Root root = new Root(Root.Stored.create("unit"));
    private final Trust trust =
            new Trust(root.anchor().installation(), root.anchor().rootKey());
    private final Signer first = gate(1);
    private final Signer second = gate(2);
    private final PartitionFold fold = new PartitionFold(List.of(), 0, trust);

    @Test
    void rotatedAndWithdrawnKeysRebuildAnOldLogToTheSameStateFromAnywhere() {
        var log = List.of(
                record(0, first, promote("P1", 1, 0)),
                record(1, first, promote("P2", 2, 1)),
                record(2, second, promote("P3", 3, 2)),
                record(3, first, promote("P4", 4, 3)),
                record(4, root.asWriter(), revocation(1)),
                record(5, first, promote("P5", 5, 4)),
                record(6, second, promote("P6", 6, 4)),
                record(7, root.asWriter(), revocation(1)));
        log.forEach(fold::read);

        var live = fold.prompts().iterator().next().live(Releases.PRODUCTION);
        assertThat(live.version()).isEqualTo(version(6));
        assertThat(live.history()).extracting(past -> past.version().number()).containsExactly(1, 2, 3, 4, 6);
        for (int published = 0; published <= log.size(); published++) {
            for (int committed = 0; committed <= published; committed++) {
                assertThat(restarted(log, published, committed)).containsExactlyElementsOf(fold.prompts());
            }
        }
    }

    @Test
    void withdrawnCertificateIsReportedWithWhereItWas() {
        fold.read(record(4, root.asWriter(), revocation(1)));

        assertThat(fold.read(record(9, first, promote("P1", 1, 0))))
                .isEqualTo(new PartitionFold.Result.Forged(
                        "forged: certificate 1 was withdrawn at offset 4 of this partition"));
    }

    @Test
    void nobodyButTheRootWithdraws() {
        var usurper = new Signer(root.appoint("gate-service", List.of(Kind.REVOCATION), List.of("*"), 8));
        assertThat(fold.read(record(0, usurper, revocation(1)))).isInstanceOf(PartitionFold.Result.Forged.class);

        assertThat(fold.read(record(1, first, promote("P1", 1, 0))))
                .isInstanceOfSatisfying(
                        PartitionFold.Result.Decided.class,
                        decided -> assertThat(decided.outcome()).isEqualTo(new Outcome.Applied(1, null)));
    }

    /** What a replica has that finds {@code belay.live} as of one offset and an owner's offset that is not newer. */
    private Collection<PromptState> restarted(List<ConsumerRecord<byte[], byte[]>> log, int published, int committed) {
        var owner = new PartitionFold(List.of(), 0, trust);
        var live = new TreeMap<String, LiveEvent>();
        for (var raw : log.subList(0, published)) {
            switch (owner.read(raw)) {
                case PartitionFold.Result.Decided decided ->
                    decided.changed().forEach(changed -> live.put(changed.key(), changed));
                case PartitionFold.Result.Revoked revoked ->
                    live.put(revoked.changed().key(), revoked.changed());
                case PartitionFold.Result.Forged forged -> {}
                case PartitionFold.Result.Included included -> throw new AssertionError("nothing is included yet");
                case PartitionFold.Result.Stuck stuck -> throw new AssertionError(stuck.reason());
            }
        }
        var restarted = new PartitionFold(live.values(), committed, trust);
        log.subList(committed, log.size()).forEach(restarted::read);
        return restarted.prompts();
    }

    private Signer gate(long serial) {
        return new Signer(root.appoint("gate-service", Writer.GATE.kinds(), List.of("*"), serial));
    }

    private static CertificateRevoked revocation(long serial) {
        return new CertificateRevoked("revoke-" + serial, serial, "ops@care.example", "it was stolen", Instant.EPOCH);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Signer signer, ReleaseEvent release) {
        var envelope = RawRecords.envelope(release, release.release());
        return RawRecords.read(
                RawRecords.sent(signer.sign(Topic.RELEASES, EventCodec.encode(envelope)), null), PARTITION, offset);
    }
}
