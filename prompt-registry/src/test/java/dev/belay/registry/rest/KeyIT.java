package dev.belay.registry.rest;

import static dev.belay.registry.rest.Folder.PM;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class KeyIT extends OnTheRealStack {

    @Inject
    DataSource dataSource;

    @Test
    void aKeyIsShownOnceAndKeptAsItsDigestUntilItIsRevoked() throws SQLException {
        var made = as(PM).body("{\"prompts\": \"it/*\", \"environment\": \"production\"}")
                .post("/v1/keys")
                .then()
                .statusCode(201);
        String id = made.extract().path("id");
        String key = made.extract().path("key");
        assertThat(key).matches("belay_[A-Za-z0-9_-]{43}");
        assertThat(stored(id)).doesNotContain(key).contains("sha256:");
        assertThat(given().get("/v1/keys").asString()).doesNotContain(key).doesNotContain("sha256:");
        given().get("/v1/keys")
                .then()
                .body("find { it.id == '%s' }.prompts".formatted(id), equalTo("it/*"))
                .body("find { it.id == '%s' }.createdBy".formatted(id), equalTo(PM))
                .body("find { it.id == '%s' }.revokedAt".formatted(id), nullValue());

        as(PM).delete("/v1/keys/" + id).then().statusCode(204);
        as(PM).delete("/v1/keys/" + id).then().statusCode(204);

        given().get("/v1/keys").then().body("find { it.id == '%s' }.revokedAt".formatted(id), notNullValue());
        as(PM).delete("/v1/keys/key-none").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*/*", "it", "it/", "it/vis*", "/letter", "it/a/b"})
    void aKeyIsForPromptsOfOneTeam(String prompts) {
        as(PM).body("{\"prompts\": \"%s\", \"environment\": \"production\"}".formatted(prompts))
                .post("/v1/keys")
                .then()
                .statusCode(400)
                .body("detail", containsString("team/*"));
    }

    private String stored(String id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select api_key::text from api_key where id = ?")) {
            select.setString(1, id);
            var row = select.executeQuery();
            row.next();
            return row.getString(1);
        }
    }
}
