package dev.belay.contracts.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private static final String PROMPT = "care/visit";
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final Root root = new Root(Root.Stored.create("here"));
    private final Trust trust = new Trust("here", root.anchor().rootKey());
    private final Signer registry =
            new Signer(root.appoint("prompt-registry", Writer.PROMPT_REGISTRY.kinds(), List.of("*"), 1));
    private final Signer gate = new Signer(root.appoint("gate-service", Writer.GATE.kinds(), List.of("*"), 2));
    private final List<AuditRecord> whole = chain(5);

    @Test
    void whatWasRecordedIsWhole() {
        assertThat(check(whole, sealed(whole))).isEmpty();
        assertThat(check(whole.subList(2, 4), sealed(whole.subList(2, 4)))).isEmpty();
    }

    @Test
    void removedRecordShowsWhereverItWas() {
        for (int removed = 0; removed < whole.size(); removed++) {
            var rest = new ArrayList<>(whole);
            rest.remove(removed);
            assertThat(check(rest, sealed(whole)))
                    .as("without record %d", removed + 1)
                    .isNotEmpty();
        }
    }

    @Test
    void alteredRecordShowsWhereverItIs() {
        for (int altered = 0; altered < whole.size(); altered++) {
            var record = whole.get(altered);
            var changed = new ArrayList<>(whole);
            changed.set(altered, with(record, record.body().replace("eng@", "ceo@")));
            assertThat(check(changed, sealed(whole)))
                    .as("with record %d altered", altered + 1)
                    .anySatisfy(flaw -> assertThat(flaw.place()).isEqualTo(record.place()))
                    .anySatisfy(flaw -> assertThat(flaw.what()).contains("not as its writer signed it"));
        }
    }

    /** Whoever can write the database can chain anew; he has no writer's key. */
    @Test
    void chainThatWasMadeAnewAroundAnAlteredRecordShows() {
        var changed = new ArrayList<AuditRecord>();
        for (var record : whole) {
            var previous = changed.isEmpty()
                    ? AuditRecord.before(PROMPT)
                    : changed.getLast().digest();
            var body = record.place() == 2 ? record.body().replace("eng@", "ceo@") : record.body();
            changed.add(new AuditRecord(
                    PROMPT, record.place(), record.recordedAt(), previous, record.topic(), record.headers(), body));
        }

        assertThat(check(changed, sealed(changed)))
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.place()).isEqualTo(2));
    }

    @Test
    void exchangedRecordsShow() {
        var changed = new ArrayList<>(whole);
        changed.set(1, whole.get(2));
        changed.set(2, whole.get(1));

        assertThat(check(changed, sealed(whole))).isNotEmpty();
    }

    @Test
    void sealOfAnotherThanTheGateIsNone() {
        var seal = sealed(whole).seal();
        var forged = new AuditSeal.Signed(seal, registry.state(AuditSeal.KIND, seal.text()), registry.certificate());
        var moved = new AuditSeal(seal.installation(), seal.from(), NOON, null, seal.chains(), NOON);

        assertThat(ChainCheck.of(sealed(whole), trust)).isEmpty();
        assertThat(ChainCheck.of(forged, trust)).isNotEmpty();
        assertThat(ChainCheck.of(new AuditSeal.Signed(moved, sealed(whole).signature(), gate.certificate()), trust))
                .isNotEmpty();
    }

    private List<Flaw> check(List<AuditRecord> records, AuditSeal.Signed signed) {
        var check = new ChainCheck(signed.seal().chains().getFirst(), trust);
        records.forEach(check::read);
        return check.flaws();
    }

    private AuditSeal.Signed sealed(List<AuditRecord> records) {
        var first = records.getFirst();
        var last = records.getLast();
        var chain = new AuditSeal.Chain(PROMPT, first.place(), first.previous(), last.place(), last.digest());
        var seal = new AuditSeal("here", Instant.EPOCH, NOON, null, List.of(chain), NOON.plusSeconds(1));
        return new AuditSeal.Signed(seal, gate.state(AuditSeal.KIND, seal.text()), gate.certificate());
    }

    private List<AuditRecord> chain(int length) {
        var records = new ArrayList<AuditRecord>();
        for (int i = 1; i <= length; i++) {
            var sent = registry.sign(
                    Topic.CHANGES,
                    EventCodec.encode(EventEnvelope.of(
                            "e" + i,
                            "/prompt-registry",
                            NOON,
                            new WithdrawalRequested(PROMPT, "ch-000000000" + i, "eng@care.example", "no"))));
            var previous = records.isEmpty()
                    ? AuditRecord.before(PROMPT)
                    : records.getLast().digest();
            records.add(new AuditRecord(
                    PROMPT, i, NOON.plusSeconds(i), previous, Topic.CHANGES.topicName(), sent.headers(), sent.body()));
        }
        return records;
    }

    private static AuditRecord with(AuditRecord record, String body) {
        return new AuditRecord(
                record.key(),
                record.place(),
                record.recordedAt(),
                record.previous(),
                record.topic(),
                record.headers(),
                body);
    }
}
