package dev.belay.cli.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityCommandsTest {

    @TempDir
    Path configuration;

    private final FakePlatform platform = new FakePlatform().on("GET /v1/pauses", List.of());

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void commandsActAsTheNewestLoginOrAsTheOneThatIsMeant() {
        issues("paulas", "anas");
        assertThat(belay("login", "--as", "pm", "--name", "paula", "--team", "care")
                        .out())
                .contains("as paula@care.example: pm in care");
        assertThat(belay("login", "--as", "engineer,ops", "--name", "ana", "--team", "care")
                        .exitCode())
                .isZero();

        assertThat(belay("whoami").out())
                .contains("ana@care.example", "engineer in care, ops in care", "also logged in: paula@care.example");
        assertThat(tokenOf()).isEqualTo("anas");
        assertThat(tokenOf("--as", "pm")).isEqualTo("paulas");
        assertThat(tokenOf("--as", "paula@care.example")).isEqualTo("paulas");
        assertThat(tokenOf("--as", "ops")).isEqualTo("anas");
        assertThat(typed(Map.of("BELAY_AS", "pm"), "whoami", "--token").out()).isEqualTo("paulas\n");
        assertThat(typed(Map.of("BELAY_AS", "pm"), "whoami", "--token", "--as", "ana")
                        .out())
                .isEqualTo("anas\n");
        assertThat(typed(Map.of("BELAY_TOKEN", "robots"), "whoami", "--token").out())
                .isEqualTo("robots\n");

        belay("pause");
        assertThat(platform.requests("GET /v1/pauses").getLast().headers())
                .containsEntry("authorization", "Bearer anas");
    }

    @Test
    void whatIsAskedOfTheIssuerIsWhatWasTyped() {
        issues("anyone");

        belay("login", "--as", "pm, ops", "--name", "paula+x@clinic.example");

        var asked = platform.requests("POST /issuer/token").getFirst();
        assertThat(asked.body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=urn%3Abelay%3Agrant-type%3Alocal",
                        "name=paula%2Bx%40clinic.example", "role=pm%2Cops", "team=*");
    }

    @Test
    void aNewLoginReplacesTheOldOneOfItsNameAndLogoutForgets() {
        issues("first", "second", "paulas");
        belay("login", "--as", "pm", "--name", "ana");
        belay("login", "--as", "ops", "--name", "ana");
        belay("login", "--as", "pm", "--name", "paula");

        assertThat(belay("logout", "--as", "ops").out()).contains("ana@local.example");
        assertThat(belay("whoami").out()).contains("paula@local.example").doesNotContain("ana@");
        assertThat(belay("logout", "--all").exitCode()).isZero();
        assertThat(belay("whoami").exitCode()).isEqualTo(2);
    }

    @Test
    void whoIsNotLoggedInIsToldHow() {
        platform.refuses("GET /v1/live/care/letter", 401, "Who asks is not known", "the request brings no token");

        assertThat(belay("live", "care/letter").err()).contains("belay login --as engineer", "BELAY_TOKEN");
        var unknown = belay("live", "care/letter", "--as", "pm");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("nobody of that name or role", "belay login --as pm");
        assertThat(belay("login").err()).contains("--as ROLE is missing");
    }

    @Test
    void aRefusalOfTheIssuerIsToldAsItIs() {
        platform.on(
                "POST /issuer/token",
                400,
                "application/json",
                "{\"error\": \"invalid_scope\", \"error_description\": \"role: [boss] (expected of [pm])\"}");
        assertThat(belay("login", "--as", "boss").err()).contains("role: [boss] (expected of [pm])");
        assertThat(belay("whoami").exitCode()).isEqualTo(2);
    }

    @Test
    void onlyTheUserMayReadWhatIsKept() throws IOException {
        issues("secret");
        belay("login", "--as", "pm");

        var file = configuration.resolve("belay/credentials.json");
        assertThat(Files.readString(file)).contains("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keysAreMadeListedAndRevoked() {
        platform.on(
                "POST /v1/keys",
                Map.of("id", "key-1", "key", "belay_secret", "prompts", "care/*", "environment", "production"));
        platform.on(
                "GET /v1/keys",
                List.of(Map.of(
                        "id", "key-1",
                        "prompts", "care/*",
                        "environment", "production",
                        "createdBy", "ops@care.example",
                        "createdAt", "2026-11-25T10:00:00Z",
                        "revokedBy", "pm@care.example",
                        "revokedAt", "2026-11-25T11:00:00Z")));
        platform.on("DELETE /v1/keys/key-1", 204, "application/json", "");

        assertThat(belay("key", "create", "--prompts", "care/*").out()).contains("belay_secret", "not shown again");
        assertThat(platform.requests("POST /v1/keys").getFirst().json().toString())
                .contains("\"environment\":\"production\"", "\"prompts\":\"care/*\"");
        assertThat(belay("key", "list").out()).contains("key-1  care/* in production", "revoked by pm@care.example");
        assertThat(belay("key", "revoke", "key-1").out()).contains("Revoked: key-1");
        assertThat(belay("key", "create").exitCode()).isEqualTo(2);
    }

    private void issues(String... tokens) {
        for (var token : tokens) {
            platform.on("POST /issuer/token", Map.of("access_token", token, "expires_in", 3600));
        }
    }

    private String tokenOf(String... options) {
        return belay(Stream.concat(Stream.of("whoami", "--token"), Arrays.stream(options))
                        .toArray(String[]::new))
                .out()
                .strip();
    }

    private Typed belay(String... arguments) {
        return typed(Map.of(), arguments);
    }

    private Typed typed(Map<String, String> more, String... arguments) {
        var environment = new HashMap<>(
                Map.of("BELAY_TOKEN", "", "XDG_CONFIG_HOME", configuration.toString(), "BELAY_URL", platform.url()));
        environment.putAll(more);
        return Typed.belay(environment, "", arguments);
    }
}
