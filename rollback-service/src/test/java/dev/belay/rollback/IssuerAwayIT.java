package dev.belay.rollback;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that has to start again while nobody issues tokens: it comes up, and lets people in once the keys are to be had. */
@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "rollback"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = IssuerAwayIT.NoIssuer.class, restrictToAnnotatedClass = true)
class IssuerAwayIT {

    public static final class NoIssuer implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            TestStack.shared().stopIssuer();
            return Map.of();
        }

        @Override
        public void stop() {
            TestStack.shared().startIssuer();
        }
    }

    @Test
    void itStartsWithoutTheIssuerAndLetsPeopleInWhenThatIsBack() {
        var token = TestStack.shared().token("ops@care.example", "belay:care:ops");
        given().get("/q/health/ready").then().statusCode(200);
        given().auth()
                .oauth2(token)
                .get("/v1/rollbacks")
                .then()
                .statusCode(503)
                .contentType("application/problem+json");

        TestStack.shared().startIssuer();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().auth().oauth2(token).get("/v1/rollbacks").statusCode() == 200);
    }
}
