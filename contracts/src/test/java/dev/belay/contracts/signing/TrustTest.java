package dev.belay.contracts.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.change.ChangeEvent.WithdrawalRequested;
import dev.belay.contracts.event.Decoded;
import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.EventCodec;
import dev.belay.contracts.event.EventEnvelope;
import dev.belay.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {

    private static final String CHANGES = Topic.CHANGES.topicName();

    private final Root.Stored stored = Root.Stored.create("here");
    private final Root root = new Root(stored);
    private final Trust trust = trustIn(root);
    private final Signer registry = appointed(root, Writer.PROMPT_REGISTRY);
    private final EncodedEvent event = EventCodec.encode(EventEnvelope.of(
            "e1",
            "/prompt-registry",
            Instant.parse("2026-11-25T10:00:00Z"),
            new WithdrawalRequested("care/visit", "ch-0123456789", "eng@care.example", "not needed")));

    @Test
    void whatItsWriterSignedIsGenuineAndReadsAsBefore() {
        var signed = registry.sign(Topic.CHANGES, event);

        assertThat(verify(CHANGES, signed))
                .isInstanceOfSatisfying(
                        Verification.Genuine.class,
                        genuine -> assertThat(genuine.certificate().writer()).isEqualTo("prompt-registry"));
        assertThat(EventCodec.of(Topic.CHANGES.events()).decode(signed.headers(), signed.body()))
                .isInstanceOf(Decoded.Understood.class);
    }

    @Test
    void whatNobodySignedIsUnsigned() {
        assertThat(verify(CHANGES, event)).isEqualTo(new Verification.Unsigned());
        assertThat(verify(CHANGES, event).refusal()).get().asString().startsWith("forged: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_source", "ce_time"})
    void attributeThatReadersActOnIsSigned(String attribute) {
        var signed = registry.sign(Topic.CHANGES, event);

        assertThat(verify(CHANGES, with(signed, attribute, "another"))).isInstanceOf(Verification.Forged.class);
        assertThat(verify(CHANGES, without(signed, attribute))).isInstanceOf(Verification.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 33, 100})
    void eventsThatAreSignedTogetherAreVerifiedAlone(int events) {
        var drafts = IntStream.range(0, events)
                .mapToObj(i -> new Signer.Draft(Topic.CHANGES, with(event, "ce_id", "e" + i)))
                .toList();
        var signed = registry.signAll(drafts);

        assertThat(signed)
                .allSatisfy(each -> assertThat(verify(CHANGES, each)).isInstanceOf(Verification.Genuine.class));
        assertThat(signed)
                .allSatisfy(each -> assertThat(verify(CHANGES, with(each, "ce_id", "e" + events)))
                        .isInstanceOf(Verification.Forged.class));
        for (int i = 0; i < events; i++) {
            var mine = signed.get(i).headers().get("ce_belaysignature");
            var another = with(signed.get((i + 1) % events), "ce_belaysignature", mine);
            assertThat(verify(CHANGES, another) instanceof Verification.Genuine).isEqualTo(events == 1);
        }
    }

    @Test
    void pairOfHashesIsNoEvent() {
        var signed = registry.signAll(List.of(
                new Signer.Draft(Topic.CHANGES, event), new Signer.Draft(Topic.CHANGES, with(event, "ce_id", "e2"))));
        var signature = signed.getFirst().headers().get("ce_belaysignature");
        var cut = signature.substring(0, signature.indexOf('.') + 1);

        assertThat(verify(CHANGES, with(signed.getFirst(), "ce_belaysignature", cut)))
                .isInstanceOf(Verification.Forged.class);
    }

    @Test
    void keyTopicAndBodyAreSigned() {
        var signed = registry.sign(Topic.CHANGES, event);
        var changed = new EncodedEvent(signed.key(), signed.headers(), signed.body() + " ");
        var moved = new EncodedEvent("care/other", signed.headers(), signed.body());

        assertThat(verify(CHANGES, changed)).isInstanceOf(Verification.Forged.class);
        assertThat(verify(CHANGES, moved)).isInstanceOf(Verification.Forged.class);
        assertThat(verify(Topic.DECISIONS.topicName(), signed)).isInstanceOf(Verification.Forged.class);
    }

    @Test
    void traceMayBeAddedOnTheWay() {
        var signed = registry.sign(Topic.CHANGES, event);

        assertThat(verify(CHANGES, with(signed, "ce_traceparent", "00-1-2-01")))
                .isInstanceOf(Verification.Genuine.class);
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        var one = SignedForm.ofEvent("here", "t", "ab", Map.of("ce_id", "c"), new byte[0]);
        var other = SignedForm.ofEvent("here", "t", "a", Map.of("ce_id", "bc"), new byte[0]);
        var absent = SignedForm.ofEvent("here", "t", null, Map.of("ce_id", "c"), new byte[0]);
        var empty = SignedForm.ofEvent("here", "t", "", Map.of("ce_id", "c"), new byte[0]);

        assertThat(List.of(one, other, absent, empty).stream().map(Arrays::hashCode))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVAL_WORKER", "GATE", "ROLLBACK", "PROMPT_DEPLOYER"})
    void keyOfAnotherWriterIsNotGoodForChanges(String writer) {
        var signed = appointed(root, Writer.valueOf(writer)).sign(Topic.CHANGES, event);

        assertThat(verify(CHANGES, signed).refusal()).get().asString().contains("not good for belay.changes");
    }

    @Test
    void rollbackServiceCannotPromote() {
        assertThat(Writer.ROLLBACK.kinds()).containsExactly(Kind.of("belay.releases", "dev.belay.rollback.ordered.v1"));
        assertThat(Writer.GATE.kinds())
                .contains(Kind.of("belay.releases", "dev.belay.promote.ordered.v2"))
                .doesNotContain(Kind.of("belay.releases", "dev.belay.rollback.ordered.v1"));
    }

    @Test
    void certificateOfAnotherRootIsNoCertificate() {
        var stranger = new Root(Root.Stored.create("here"));

        assertThat(verify(CHANGES, appointed(stranger, Writer.PROMPT_REGISTRY).sign(Topic.CHANGES, event)))
                .isEqualTo(new Verification.Forged("the certificate is not signed by this installation's root"));
    }

    @Test
    void certificateOfAnotherInstallationWithTheSameRootIsNotGoodHere() {
        var there = new Root(new Root.Stored("there", stored.publicKey(), stored.privateKey()));

        assertThat(verify(CHANGES, appointed(there, Writer.PROMPT_REGISTRY).sign(Topic.CHANGES, event)))
                .isEqualTo(new Verification.Forged("the certificate is for installation there (expected: here)"));
    }

    @Test
    void certificateCannotBePutBesideAnotherKeysSignature() {
        var signed = registry.sign(Topic.CHANGES, event);
        var other = appointed(root, Writer.PROMPT_REGISTRY);

        assertThat(verify(CHANGES, with(signed, "ce_belaycertificate", other.certificate())))
                .isEqualTo(new Verification.Forged("the signature is not over this record"));
    }

    @Test
    void nobodyButTheRootWithdrawsCertificates() {
        var type = "dev.belay.certificate.revoked.v1";
        var revocation = new EncodedEvent("k", with(event, "ce_type", type).headers(), "{}");
        var usurper = new Signer(root.appoint("gate-service", List.of(Kind.REVOCATION), List.of("*"), 7));

        assertThat(verify("belay.releases", root.asWriter().sign(Topic.RELEASES, revocation)))
                .isInstanceOf(Verification.Genuine.class);
        assertThat(verify("belay.releases", usurper.sign(Topic.RELEASES, revocation)))
                .isInstanceOf(Verification.Forged.class);
        assertThat(verify(CHANGES, root.asWriter().sign(Topic.CHANGES, event))).isInstanceOf(Verification.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "e30.e30", "!.!", "eyJ9.AAAA", "AAAA.AA"})
    void nonsenseIsForgedAndThrowsNothing(String nonsense) {
        var signed = registry.sign(Topic.CHANGES, event);

        assertThat(verify(CHANGES, with(signed, "ce_belaycertificate", nonsense)))
                .isInstanceOf(Verification.Forged.class);
        assertThat(verify(CHANGES, with(signed, "ce_belaysignature", nonsense)))
                .isInstanceOf(Verification.Forged.class);
    }

    @Test
    void certificateForNothingIsRefused() {
        assertThatThrownBy(() -> root.appoint("gate-service", List.of(), List.of("*"), 1))
                .hasMessageContaining("kinds []");
    }

    private Verification verify(String topic, EncodedEvent sent) {
        return trust.verify(topic, sent.key(), sent.headers(), sent.body().getBytes(StandardCharsets.UTF_8));
    }

    private static EncodedEvent with(EncodedEvent event, String header, String value) {
        var headers = new HashMap<>(event.headers());
        headers.put(header, value);
        return new EncodedEvent(event.key(), headers, event.body());
    }

    private static EncodedEvent without(EncodedEvent event, String header) {
        var headers = new HashMap<>(event.headers());
        headers.remove(header);
        return new EncodedEvent(event.key(), headers, event.body());
    }

    private static Trust trustIn(Root root) {
        return new Trust(root.anchor().installation(), root.anchor().rootKey());
    }

    private static Signer appointed(Root root, Writer writer) {
        return new Signer(root.appoint(writer.wireName(), writer.kinds(), List.of("*"), 1));
    }
}
