package dev.belay.cli.audit;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.audit.AuditSeal;
import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.signing.Root;
import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Writer;
import dev.belay.contracts.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One prompt with three records. */
class AuditCommandTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final String RECORDS = "GET /v1/audit/records";
    private static final String DECISIONS = "GET /v1/verification/decisions";

    private final FakePlatform platform = new FakePlatform();
    private final Root root = new Root(Root.Stored.create("here"));
    private final List<AuditRecord> records = records();

    @TempDir
    private Path folder;

    @BeforeEach
    void recorded() {
        platform.on("GET /v1/audit/seal", sealed())
                .on(RECORDS, records)
                .on("GET /.well-known/jwks.json", keys())
                .on(DECISIONS, Map.of("checked", 20, "left", 1, "differences", List.of(), "next", "ch-1.1"))
                .on(DECISIONS, Map.of("checked", 1, "left", 0, "differences", List.of()));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void everythingIsCheckedAndThereIsNoDifference() {
        var typed = belay("verify", "--url", platform.url());

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("21 decisions made again: no difference")
                .contains("3 signed records in their chains: no flaw");
        assertThat(platform.requests(DECISIONS)).hasSize(2);
    }

    @Test
    void differenceIsToldAndIsNotSuccess() {
        var difference = Map.of("prompt", "care/visit", "run", "ch-1.1", "what", "it comes out differently");
        platform.now(DECISIONS, Map.of("checked", 1, "left", 0, "differences", List.of(difference)));

        var typed = belay("verify", "care/visit", "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("care/visit ch-1.1: it comes out differently", "1 difference");
        assertThat(platform.requests(DECISIONS).getFirst().query()).contains("prompt=care/visit");
    }

    @Test
    void removedRecordIsAFlaw() {
        platform.now(RECORDS, List.of(records.get(0), records.get(2)));

        var typed = belay("verify", "--url", platform.url(), "--output", "json");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.json().path("flaws").path(0).path("place").asInt()).isEqualTo(2);
        assertThat(typed.json().path("flaws").path(0).path("what").asText()).contains("missing");
    }

    @Test
    void exportIsCheckedOfflineWithKeysFromBefore() throws IOException {
        var export = Files.writeString(
                folder.resolve("november.json"),
                belay("audit", "--url", platform.url(), "--output", "json").out());
        var kept = Files.writeString(folder.resolve("keys.json"), keys());
        var nowhere = "http://127.0.0.1:1";

        assertThat(verify(export, kept, nowhere).exitCode()).isZero();
        Files.writeString(export, Files.readString(export).replace("eng@care", "ceo@care"));
        var altered = verify(export, kept, nowhere);
        assertThat(altered.exitCode()).isEqualTo(1);
        assertThat(altered.out()).contains("care/visit #1: it is not as its writer signed it", "not whole");
    }

    @Test
    void sealOfAnotherRootIsNone() throws IOException {
        var export = Files.writeString(
                folder.resolve("november.json"),
                belay("audit", "--url", platform.url(), "--output", "json").out());
        var stranger = new Root(Root.Stored.create("here"));
        var kept = Files.writeString(
                folder.resolve("keys.json"),
                keys().replace(root.anchor().rootKey(), stranger.anchor().rootKey()));

        assertThat(verify(export, kept, platform.url()).out()).contains("the export: the seal is not the gate's");
    }

    @Test
    void csvHasALineARecordAndNoFormula() {
        var typed = belay(
                "audit", "--url", platform.url(), "--from", "2026-11-01", "--prompt", "care/visit", "--output", "csv");

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out().lines())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("\"when\",\"prompt\",\"event\",\"change\",\"who\"");
        assertThat(typed.out()).contains("\"withdrawal requested\",\"ch-0000000001\",\"eng@care.example\",\"'=1+1\"");
        assertThat(platform.requests("GET /v1/audit/seal").getFirst().query())
                .contains("prompt=care/visit", "from=2026-1");
    }

    @Test
    void timeThatIsNoneIsTold() {
        var typed = belay("audit", "--from", "yesterday", "--url", platform.url());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("--from yesterday is no time", "2026-11-25");
    }

    private static Typed verify(Path export, Path keys, String url) {
        return belay("audit", "--verify", export.toString(), "--keys", keys.toString(), "--url", url);
    }

    private String keys() {
        return "{\"installation\": \"here\", \"keys\": [{\"kid\": \"root\", \"kty\": \"OKP\", \"x\": \""
                + root.anchor().rootKey() + "\"}]}";
    }

    private AuditSeal.Signed sealed() {
        var gate = new Signer(root.appoint("gate-service", Writer.GATE.kinds(), List.of("*"), 2));
        var first = records.getFirst();
        var last = records.getLast();
        var chain = new AuditSeal.Chain("care/visit", first.place(), first.previous(), last.place(), last.digest());
        var seal = new AuditSeal("here", Instant.EPOCH, NOON, null, List.of(chain), NOON);
        return new AuditSeal.Signed(seal, gate.state(AuditSeal.KIND, seal.text()), gate.certificate());
    }

    private List<AuditRecord> records() {
        var registry = new Signer(root.appoint("prompt-registry", Writer.PROMPT_REGISTRY.kinds(), List.of("*"), 1));
        var chain = new ArrayList<AuditRecord>();
        for (int i = 1; i <= 3; i++) {
            var event = new WithdrawalRequested("care/visit", "ch-000000000" + i, "eng@care.example", "=1+1");
            var sent = registry.sign(
                    Topic.CHANGES, EventCodec.encode(EventEnvelope.of("e" + i, "/prompt-registry", NOON, event)));
            var previous = chain.isEmpty()
                    ? AuditRecord.before("care/visit")
                    : chain.getLast().digest();
            chain.add(new AuditRecord(
                    "care/visit", i, NOON, previous, Topic.CHANGES.topicName(), sent.headers(), sent.body()));
        }
        return List.copyOf(chain);
    }
}
