package dev.belay.worker.stack;

import dev.belay.local.stack.StackResource;
import dev.belay.local.stack.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A worker on the real broker and database, with the rest of Belay and the model played by the test. */
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "worker"))
@QuarkusTestResource(FakeAddresses.class)
public abstract class OnTheRealStack {

    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    protected DataSource database;

    protected RunSetting setting;

    @ConfigProperty(name = "belay.registry.url")
    URI registryUrl;

    @ConfigProperty(name = "belay.worker.execution.openai-base-url")
    URI modelUrl;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void start() {
        RestAssured.authentication = RestAssured.oauth2(TestStack.shared().token("pm@care.example", "belay:*:pm"));
        setting = new RunSetting(registryUrl, modelUrl, bootstrapServers, database);
    }

    @AfterEach
    void stop() {
        setting.close();
    }
}
