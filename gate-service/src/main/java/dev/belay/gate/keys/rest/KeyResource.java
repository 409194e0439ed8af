package dev.belay.gate.keys.rest;

import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * RFC 7517 and RFC 8037. The root's key verifies every certificate, and so every event; the gate's own is that of its
 * decisions, its promotes and the audit's seals.
 */
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class KeyResource {

    private final Keys keys;

    KeyResource(Trust trust, Signer signer) {
        var anchor = trust.anchor();
        var own = trust.certificate(signer.certificate());
        this.keys = new Keys(
                anchor.installation(),
                List.of(Key.of("root", anchor.rootKey()), Key.of(own.writer() + "/" + own.serial(), own.publicKey())));
    }

    /** @param installation the one whose keys these are: signatures are over its name too */
    public record Keys(String installation, List<Key> keys) {}

    /** @param x the public key's 32 bytes as base64url */
    public record Key(String kty, String crv, String use, String alg, String kid, String x) {

        private static Key of(String kid, String x) {
            return new Key("OKP", "Ed25519", "sig", "EdDSA", kid, x);
        }
    }

    @GET
    @Operation(summary = "The public keys that decisions, promotes and certificates are signed with")
    public Keys keys() {
        return keys;
    }
}
