package dev.belay.contracts.signing;

import dev.belay.contracts.event.EncodedEvent;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;

/** A writer's private key with the certificate that it was given. Thread-safe. */
public final class Signer {

    /** The header of {@code BASE64URL(signature).BASE64URL(way)}, see {@link HashTree}. */
    static final String SIGNATURE = "ce_belaysignature";

    static final String CERTIFICATE = "ce_belaycertificate";

    /** What one writer alone has, {@code writer.json} in its keys. */
    public static final String FILE = "writer.json";

    private final PrivateKey key;
    private final String certificate;
    private final String installation;

    /** @param given as it lies in {@link #FILE} */
    public Signer(Given given) {
        this.key = Ed25519.privateKey(given.privateKey());
        this.certificate = given.certificate();
        this.installation = given.content().installation();
    }

    /**
     * @param certificate as it travels
     * @param privateKey PKCS #8 as base64url
     */
    public record Given(String certificate, String privateKey) {

        /** What the certificate says, without asking whether it is genuine. */
        public Certificate content() {
            var json = Base64.getUrlDecoder().decode(certificate.substring(0, certificate.indexOf('.')));
            try {
                return EventJson.mapper().readValue(json, Certificate.class);
            } catch (IOException e) {
                throw new UncheckedIOException("a writer's certificate cannot be read", e);
            }
        }
    }

    /** From {@code keys/writer.json}. */
    public static Signer read(Path keys) {
        var file = keys.resolve(FILE);
        try {
            return new Signer(EventJson.mapper().readValue(Files.readAllBytes(file), Given.class));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be read (expected: a writer's private key and its certificate)", e);
        }
    }

    /** The certificate as it travels. */
    public String certificate() {
        return certificate;
    }

    /** An event and where it goes. */
    public record Draft(Topic topic, EncodedEvent event) {}

    /** The event with its signature and the writer's certificate; must be sent with exactly this key and this body. */
    public EncodedEvent sign(Topic topic, EncodedEvent event) {
        return signAll(List.of(new Draft(topic, event))).getFirst();
    }

    /** As {@link #sign} of each, for the price of one signature. */
    public List<EncodedEvent> signAll(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        var tree = HashTree.of(drafts.stream().map(this::message).toList());
        var signature = Ed25519.base64(Ed25519.sign(key, SignedForm.ofRoot(tree.root())));
        var signed = new ArrayList<EncodedEvent>();
        for (int i = 0; i < drafts.size(); i++) {
            var event = drafts.get(i).event();
            var headers = new HashMap<>(event.headers());
            headers.put(SIGNATURE, signature + "." + Ed25519.base64(tree.way(i)));
            headers.put(CERTIFICATE, certificate);
            signed.add(new EncodedEvent(event.key(), headers, event.body()));
        }
        return signed;
    }

    /** Of what is no event; {@link Trust#verifyStatement} verifies it. */
    public String state(String kind, String text) {
        return Ed25519.base64(Ed25519.sign(key, SignedForm.ofStatement(installation, kind, text)));
    }

    private byte[] message(Draft draft) {
        var event = draft.event();
        return SignedForm.ofEvent(
                installation,
                draft.topic().topicName(),
                event.key(),
                event.headers(),
                event.body().getBytes(StandardCharsets.UTF_8));
    }
}
