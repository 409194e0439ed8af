package dev.belay.cli.identity;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.Unreachable;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The issuer of a local platform, which believes whoever sits at its own machine. */
public final class LocalIssuer {

    private static final String GRANT = "urn:belay:grant-type:local";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private LocalIssuer() {}

    /**
     * @param team a team's name, or {@code *} for all
     * @throws Unreachable when nothing answers there
     */
    public static Login login(URI platform, String name, List<String> roles, String team) {
        var form = Map.of("grant_type", GRANT, "name", name, "role", String.join(",", roles), "team", team);
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(platform.resolve("/issuer/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            var asked = Instant.now();
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 404) {
                throw CliFailure.usage(
                        platform + " issues no tokens: it is no local platform",
                        "Get a token from your organisation's identity provider, and set BELAY_TOKEN to it.");
            }
            var answer = EventJson.mapper().readTree(response.body());
            if (response.statusCode() != 200) {
                throw CliFailure.usage(answer.path("error_description").asText("refused"), "See `belay login --help`.");
            }
            var entries =
                    roles.stream().map(role -> "belay:" + team + ":" + role).toList();
            return new Login(
                    name,
                    entries,
                    asked.plusSeconds(answer.path("expires_in").asLong()),
                    answer.path("access_token").asText());
        } catch (IOException e) {
            throw new Unreachable("nothing answers at " + platform, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliFailure.infrastructure("interrupted while waiting for " + platform, null, e);
        }
    }
}
