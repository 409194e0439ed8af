package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.belay.local.stack.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at all, whatever they want there. */
@QuarkusTest
class IdentityIT extends OnTheRealStack {

    @Test
    void nobodyIsToldToLogIn() {
        RestAssured.authentication = RestAssured.DEFAULT_AUTH;

        given().get("/v1/pauses")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("/problems/unauthorized"))
                .body("detail", containsString("belay login"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                // {"alg":"none"}, and the claims of a PM
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYWxsb3J5IiwiYXVkIjoiYmVsYXkiLCJiZWxheV9yb2xlcyI6WyJiZWxheToqOnBtIl19."
            })
    void aTokenThatTheIssuerDidNotSignIsNone(String token) {
        given().auth()
                .oauth2(token)
                .get("/v1/pauses")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", containsString("not valid"));
    }

    @Test
    void aRefusalSaysWhatIsNeededWhatIsThereAndWhatToDo() {
        given().auth()
                .oauth2(TestStack.shared().token("erik@care.example", "belay:care:engineer", "belay:billing:pm"))
                .contentType(ContentType.JSON)
                .body("{\"reason\": \"x\"}")
                .put("/v1/pauses/care/mine")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/forbidden"))
                .body(
                        "detail",
                        allOf(
                                containsString("erik@care.example has engineer in team care"),
                                containsString("needs pm or ops"),
                                containsString("belay login --as pm")));
    }

    @Test
    void tokensGoOnBeingVerifiedWhileTheIssuerIsAway() {
        given().get("/v1/pauses").then().statusCode(200);

        TestStack.shared().stopIssuer();
        try {
            given().get("/v1/pauses").then().statusCode(200);
            given().auth().oauth2("rubbish").get("/v1/pauses").then().statusCode(401);
        } finally {
            TestStack.shared().startIssuer();
        }
    }
}
