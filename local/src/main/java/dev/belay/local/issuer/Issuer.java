package dev.belay.local.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * The OIDC issuer of one local platform: tokens signed with ES256 by a key of its own, which stays in the data directory as
 * long as the data do.
 */
public final class Issuer {
    /** What the services expect in {@code aud}. */
    private static final String AUDIENCE = "belay";

    private static final int PERSON_MINUTES = 12 * 60;
    private static final int SERVICE_MINUTES = 10;

    private final URI address;
    private final PublicJsonWebKey key;
    private final String secret;

    private Issuer(URI address, PublicJsonWebKey key, String secret) {
        this.address = address;
        this.key = key;
        this.secret = secret;
    }

    /**
     * @param directory of key and secret, which are made when they are not there
     * @param address under which it is reached; it is also the tokens' {@code iss}
     */
    public static Issuer open(Path directory, URI address) {
        try {
            return new Issuer(address, Secrets.key(directory), Secrets.clientSecret(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("The issuer of tokens did not start", e);
        }
    }

    public URI address() {
        return address;
    }

    /** What every service of the platform identifies itself with. */
    public String clientSecret() {
        return secret;
    }

    /**
     * A person's token, good for twelve hours.
     *
     * @param name an e-mail address
     * @param roles entries {@code belay:TEAM:ROLE}
     */
    public String person(String name, List<String> roles) {
        var claims = claims(name, roles, PERSON_MINUTES);
        claims.setClaim("preferred_username", name);
        claims.setClaim("email", name);
        claims.setClaim("email_verified", true);
        return signed(claims);
    }

    String service(String client) {
        return signed(claims(client, List.of("belay:*:service"), SERVICE_MINUTES));
    }

    static int secondsOfPerson() {
        return PERSON_MINUTES * 60;
    }

    static int secondsOfService() {
        return SERVICE_MINUTES * 60;
    }

    boolean knows(String clientSecret) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), clientSecret.getBytes(StandardCharsets.UTF_8));
    }

    /** JSON, as OpenID Connect Discovery 1.0 has it. */
    String discovery() {
        return JsonUtil.toJson(Map.of(
                "issuer", address.toString(),
                "jwks_uri", address + "/jwks",
                "token_endpoint", address + "/token",
                "grant_types_supported", List.of("client_credentials", IssuerResource.LOCAL_GRANT),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic"),
                "response_types_supported", List.of("token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported",
                        List.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)));
    }

    /** JSON, a JWK set (RFC 7517) of public keys. */
    String keys() {
        return JsonUtil.toJson(Map.of("keys", List.of(key.toParams(OutputControlLevel.PUBLIC_ONLY))));
    }

    private JwtClaims claims(String subject, List<String> roles, int minutes) {
        var claims = new JwtClaims();
        claims.setIssuer(address.toString());
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(minutes);
        claims.setGeneratedJwtId();
        claims.setStringListClaim("belay_roles", roles);
        return claims;
    }

    private String signed(JwtClaims claims) {
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        token.setHeader("typ", "JWT");
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The issuer could not sign a token", e);
        }
    }
}
