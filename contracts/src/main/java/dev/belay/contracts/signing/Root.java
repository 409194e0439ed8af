package dev.belay.contracts.signing;

import java.security.PrivateKey;
import java.util.List;

/** The root of an installation: it certifies writers' keys and withdraws certificates, and signs nothing else. */
public final class Root {

    private final String installation;
    private final String publicKey;
    private final PrivateKey privateKey;

    public Root(Stored stored) {
        this.installation = stored.installation();
        this.publicKey = stored.publicKey();
        this.privateKey = Ed25519.privateKey(stored.privateKey());
    }

    /** @param privateKey PKCS #8 as base64url: whoever has it can ship a prompt */
    public record Stored(String installation, String publicKey, String privateKey) {

        /** Of a new installation. */
        public static Stored create(String installation) {
            var pair = Ed25519.generate();
            return new Stored(installation, Ed25519.textOf(pair.getPublic()), Ed25519.textOf(pair.getPrivate()));
        }
    }

    public Trust.Anchor anchor() {
        return new Trust.Anchor(installation, publicKey);
    }

    /** A new key for {@code writer}, with its certificate. */
    public Signer.Given appoint(String writer, List<String> kinds, List<String> environments, long serial) {
        var pair = Ed25519.generate();
        var certificate =
                new Certificate(installation, writer, Ed25519.textOf(pair.getPublic()), kinds, environments, serial);
        return new Signer.Given(certificate.signedBy(privateKey), Ed25519.textOf(pair.getPrivate()));
    }

    /** The root as a writer: good for withdrawing certificates alone. */
    public Signer asWriter() {
        var certificate = new Certificate(
                installation, "root", publicKey, List.of(Kind.REVOCATION), List.of(Certificate.EVERY_ENVIRONMENT), 0);
        return new Signer(new Signer.Given(certificate.signedBy(privateKey), Ed25519.textOf(privateKey)));
    }
}
