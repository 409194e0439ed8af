package dev.belay.contracts.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;

/**
 * What the root says of a writer's key. It travels as {@code BASE64URL(canonical JSON).BASE64URL(the root's signature)}.
 *
 * @param installation the only one in which it is good
 * @param writer the service's module, for people
 * @param publicKey 32 bytes as base64url
 * @param kinds what the key may sign, see {@link Kind}
 * @param environments in which a release signed by it may change what is live; {@code *} for all
 * @param serial unique in the installation, a later one is higher; 0 is the root's own
 */
public record Certificate(
        String installation,
        String writer,
        String publicKey,
        List<String> kinds,
        List<String> environments,
        long serial) {

    public static final String EVERY_ENVIRONMENT = "*";

    public Certificate {
        kinds = kinds.stream().sorted().distinct().toList();
        environments = environments.stream().sorted().distinct().toList();
        if (kinds.isEmpty() || environments.isEmpty() || serial < 0) {
            throw new IllegalArgumentException("certificate of " + writer + ": kinds " + kinds + ", environments "
                    + environments + ", serial " + serial + " (expected: at least one of each, and a serial from 0)");
        }
    }

    public boolean isGoodIn(String environment) {
        return environments.contains(EVERY_ENVIRONMENT) || environments.contains(environment);
    }

    /** As it travels. */
    String signedBy(PrivateKey root) {
        var json = CanonicalJson.of(this, EventJson.mapper()).text();
        return Ed25519.base64(json.getBytes(StandardCharsets.UTF_8)) + "."
                + Ed25519.base64(Ed25519.sign(root, SignedForm.ofCertificate(json)));
    }

    /**
     * Reads one only after its signature: throws {@link IllegalArgumentException} with what is wrong for anything that
     * {@code root} did not sign.
     */
    static Certificate read(String text, PublicKey root) {
        var dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("the certificate has no signature (expected: CERTIFICATE.SIGNATURE)");
        }
        var json = new String(Base64.getUrlDecoder().decode(text.substring(0, dot)), StandardCharsets.UTF_8);
        var signature = Base64.getUrlDecoder().decode(text.substring(dot + 1));
        if (!Ed25519.verifies(root, SignedForm.ofCertificate(json), signature)) {
            throw new IllegalArgumentException("the certificate is not signed by this installation's root");
        }
        try {
            return EventJson.mapper().readValue(json, Certificate.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the root signed what is no certificate: " + e.getOriginalMessage(), e);
        }
    }
}
