package dev.belay.contracts.signing;

import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells genuine records from others, by the root's public key alone. Thread-safe. Whether a certificate was withdrawn is
 * not asked here: only the log says from where on it is.
 */
public final class Trust {

    /** What every reader of an installation has, {@code trust.json} in its keys. */
    public static final String FILE = "trust.json";

    /** Certificates, and signatures, that were good; a forger fills nothing, since his are not. */
    private static final int CACHED = 1_000;

    private final String installation;
    private final PublicKey root;
    private final Map<String, Signatory> known = new ConcurrentHashMap<>();
    private final Set<SignedRoot> verified = Collections.synchronizedSet(Collections.newSetFromMap(new Newest<>()));

    /** The batches that are being read; what is older is verified again. */
    private static final class Newest<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > CACHED;
        }
    }

    public Trust(String installation, String rootKey) {
        this.installation = installation;
        this.root = Ed25519.publicKey(rootKey);
    }

    private record SignedRoot(String key, String signature, String root) {}

    private record Signatory(Certificate certificate, PublicKey key) {}

    /** As it lies in {@link #FILE}. */
    public record Anchor(String installation, String rootKey) {}

    /** From {@code keys/trust.json}. */
    public static Trust read(Path keys) {
        var file = keys.resolve(FILE);
        try {
            var anchor = EventJson.mapper().readValue(Files.readAllBytes(file), Anchor.class);
            return new Trust(anchor.installation(), anchor.rootKey());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be read (expected: the installation and its root's public key)", e);
        }
    }

    public Anchor anchor() {
        return new Anchor(installation, Ed25519.textOf(root));
    }

    /** Of a certificate as it travels; throws {@link IllegalArgumentException} with what is wrong with it. */
    public Certificate certificate(String text) {
        return signatory(text).certificate();
    }

    /** Never throws for what the record says. */
    public Verification verify(
            String topic, @Nullable String key, Map<String, String> headers, byte @Nullable [] body) {
        var signature = headers.get(Signer.SIGNATURE);
        var certificate = headers.get(Signer.CERTIFICATE);
        if (signature == null || certificate == null || body == null) {
            return new Verification.Unsigned();
        }
        try {
            var signatory = signatory(certificate);
            var kind = Kind.of(topic, headers.getOrDefault("ce_type", ""));
            if (!maySign(signatory, kind)) {
                return new Verification.Forged(
                        "the key of " + signatory.certificate().writer() + " is not good for " + kind);
            }
            return isOver(SignedForm.ofEvent(installation, topic, key, headers, body), signature, signatory)
                    ? new Verification.Genuine(signatory.certificate())
                    : new Verification.Forged("the signature is not over this record");
        } catch (IllegalArgumentException e) {
            return new Verification.Forged(String.valueOf(e.getMessage()));
        }
    }

    /** Of what a writer says that is no event, such as an audit's seal; never throws for what it says. */
    public Verification verifyStatement(String kind, String text, String signature, String certificate) {
        try {
            var signatory = signatory(certificate);
            if (!maySign(signatory, kind)) {
                return new Verification.Forged(
                        "the key of " + signatory.certificate().writer() + " is not good for " + kind);
            }
            var message = SignedForm.ofStatement(installation, kind, text);
            return Ed25519.verifies(
                            signatory.key(), message, Base64.getUrlDecoder().decode(signature))
                    ? new Verification.Genuine(signatory.certificate())
                    : new Verification.Forged("the signature is not over this text");
        } catch (IllegalArgumentException e) {
            return new Verification.Forged(String.valueOf(e.getMessage()));
        }
    }

    private boolean isOver(byte[] message, String signature, Signatory signatory) {
        var dot = signature.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("the signature has no way to its root (expected: SIGNATURE.WAY)");
        }
        var decoder = Base64.getUrlDecoder();
        var root = HashTree.rootOf(message, decoder.decode(signature.substring(dot + 1)));
        var signed =
                new SignedRoot(signatory.certificate().publicKey(), signature.substring(0, dot), Ed25519.base64(root));
        if (verified.contains(signed)) {
            return true;
        }
        var genuine = Ed25519.verifies(signatory.key(), SignedForm.ofRoot(root), decoder.decode(signed.signature()));
        if (genuine) {
            verified.add(signed);
        }
        return genuine;
    }

    /** Nobody but the root withdraws certificates, whatever a certificate says. */
    private boolean maySign(Signatory signatory, String kind) {
        return signatory.certificate().kinds().contains(kind)
                && (!kind.equals(Kind.REVOCATION) || signatory.key().equals(root));
    }

    private Signatory signatory(String text) {
        var found = known.get(text);
        if (found != null) {
            return found;
        }
        var certificate = Certificate.read(text, root);
        if (!certificate.installation().equals(installation)) {
            throw new IllegalArgumentException("the certificate is for installation " + certificate.installation()
                    + " (expected: " + installation + ")");
        }
        var signatory = new Signatory(certificate, Ed25519.publicKey(certificate.publicKey()));
        if (known.size() < CACHED) {
            known.put(text, signatory);
        }
        return signatory;
    }
}
