package dev.belay.registry.rest;

import static io.restassured.RestAssured.given;

import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;

/** A registry on the real broker and database, asked by people of the team {@code it}. */
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "registry"))
abstract class OnTheRealStack {

    /** Most tests are of what happens, not of who may do it. */
    @BeforeEach
    void logIn() {
        RestAssured.authentication = RestAssured.oauth2(token(Folder.PM));
    }

    static RequestSpecification as(String name) {
        return given().auth().oauth2(token(name)).contentType("application/json");
    }

    private static String token(String name) {
        return TestStack.shared().token(name, name.equals(Folder.PM) ? "belay:it:pm" : "belay:it:engineer");
    }
}
