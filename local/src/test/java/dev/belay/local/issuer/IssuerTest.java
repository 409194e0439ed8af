package dev.belay.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.local.process.Ports;
import dev.belay.local.router.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOGIN = "grant_type=urn:belay:grant-type:local&name=paula@care.example&team=care&role=";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address = URI.create("http://127.0.0.1:" + Ports.free() + "/issuer");
    private Issuer issuer;
    private Router router;

    @BeforeEach
    void start() {
        issuer = Issuer.open(directory, address);
        router = Router.start(
                "127.0.0.1",
                address.getPort(),
                Map.of("/issuer", new IssuerResource(issuer)),
                path -> Optional.empty());
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void discoveryNamesTheEndpoints() throws Exception {
        var discovered = JSON.readTree(get("/.well-known/openid-configuration").body());

        assertThat(discovered.path("issuer").asText()).isEqualTo(address.toString());
        assertThat(discovered.path("jwks_uri").asText()).isEqualTo(address + "/jwks");
        assertThat(discovered.path("token_endpoint").asText()).isEqualTo(address + "/token");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aPersonGetsTheRolesThatTheyPlay() throws Exception {
        var answer = token(LOGIN + "pm,ops", Map.of());

        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asInt()).isEqualTo(12 * 60 * 60);
        var claims = verified(answer.path("access_token").asText());
        assertThat(claims.getSubject()).isEqualTo("paula@care.example");
        assertThat(claims.getStringClaimValue("email")).isEqualTo("paula@care.example");
        assertThat(claims.getStringListClaimValue("belay_roles")).containsExactly("belay:care:pm", "belay:care:ops");
    }

    @Test
    void aServiceGetsItsTokenForTheSecretAlone() throws Exception {
        var answer = token("grant_type=client_credentials", basic("gate-service", issuer.clientSecret()));

        var claims = verified(answer.path("access_token").asText());
        assertThat(claims.getSubject()).isEqualTo("gate-service");
        assertThat(claims.getStringListClaimValue("belay_roles")).containsExactly("belay:*:service");
        assertThat(post("grant_type=client_credentials", basic("gate-service", "guessed"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("grant_type=client_credentials", Map.of()).statusCode()).isEqualTo(401);
    }

    /** A page in a browser on this machine, and whoever comes through a proxy on it, is not its user. */
    @ParameterizedTest
    @ValueSource(strings = {"Origin", "X-Forwarded-For", "Forwarded"})
    void nobodyLogsInThroughSomethingElse(String header) throws Exception {
        assertThat(post(LOGIN + "pm", Map.of(header, "https://elsewhere.example"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "role=boss, role",
        "role=service, role",
        "role=, role",
        "role=pm&team=ca:re, team",
        "role=pm&team=, team",
        "role=pm&name=paula, name"
    })
    void whatCannotBeIsRefusedByName(String changed, String named) throws Exception {
        var form = new TreeMap<>(Map.of("name", "paula@care.example", "team", "care", "role", "pm"));
        for (var field : changed.split("&")) {
            form.put(field.split("=", -1)[0], field.split("=", -1)[1]);
        }
        var body = new StringBuilder("grant_type=urn:belay:grant-type:local");
        form.forEach((name, value) -> body.append('&').append(name).append('=').append(value));

        var refused = post(body.toString(), Map.of());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).path("error_description").asText())
                .startsWith(named + ":");
        assertThat(post("grant_type=password", Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void theKeyStaysAndStaysSecret() throws Exception {
        var token = issuer.person("ana@care.example", List.of("belay:care:engineer"));
        assertThat(Issuer.open(directory, address).keys()).isEqualTo(issuer.keys());
        assertThat(verified(token).getSubject()).isEqualTo("ana@care.example");
        // The member of a JWK that holds a private key.
        assertThat(JSON.readTree(issuer.keys()).path("keys").path(0).has("d")).isFalse();
        try (var files = Files.list(directory)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private JwtClaims verified(String token) throws Exception {
        var keys = new JsonWebKeySet(get("/jwks").body()).getJsonWebKeys();
        return new JwtConsumerBuilder()
                .setExpectedIssuer(address.toString())
                .setExpectedAudience("belay")
                .setRequireExpirationTime()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                .build()
                .processToClaims(token);
    }

    private JsonNode token(String form, Map<String, String> headers) throws Exception {
        var response = post(form, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> post(String form, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private static Map<String, String> basic(String client, String secret) {
        var credentials = (client + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
}
