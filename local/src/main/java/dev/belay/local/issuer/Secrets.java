package dev.belay.local.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** What only this user may read: made once, then kept. */
final class Secrets {
    private static final int BYTES = 32;

    private Secrets() {}

    static PublicJsonWebKey key(Path directory) throws IOException {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(kept(directory.resolve("signing-key.jwk"), newKey()));
        } catch (JoseException e) {
            throw new IOException(
                    directory.resolve("signing-key.jwk")
                            + " holds no key; remove it and everybody logs in again (belay login)",
                    e);
        }
    }

    static String clientSecret(Path directory) throws IOException {
        return kept(directory.resolve("client-secret"), random());
    }

    private static String newKey() throws IOException {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(random());
            key.setUse(Use.SIGNATURE);
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException e) {
            throw new IOException("This JDK makes no EC key", e);
        }
    }

    private static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whole or not at all: half a secret would be none. */
    private static String kept(Path file, String otherwise) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var whole = Files.createTempFile(file.getParent(), "new-", "", onlyOwner);
            Files.writeString(whole, otherwise);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file);
    }
}
