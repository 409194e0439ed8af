package dev.belay.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.local.stack.StackResource;
import dev.belay.worker.stack.FakeAddresses;
import dev.belay.worker.stack.RunSetting;
import dev.belay.worker.stack.Statements;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Where calls are slow and slots are few, each task is a group of its own: what it asks of the database is what it costs. */
@QuarkusTest
@QuarkusTestResource(value = StackResource.class, initArgs = @ResourceArg(name = "database", value = "worker"))
@QuarkusTestResource(FakeAddresses.class)
class LoneTaskIT {

    @ConfigProperty(name = "belay.registry.url")
    URI registryUrl;

    @ConfigProperty(name = "belay.worker.execution.openai-base-url")
    URI modelUrl;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    DataSource database;

    @Test
    void takesTenStatementsInItsTwoTransactions() {
        warmUp();
        try (var setting = new RunSetting(registryUrl, modelUrl, bootstrapServers, database);
                var statements = new Statements()) {
            setting.resultsOf(setting.open("lone", 1, "5.00"), 1);

            assertThat(setting.model().asked()).hasSize(1);
            assertThat(statements.on(LoneTaskIT::isOfATask))
                    .as("statements with BEGIN and COMMIT, of %s", statements.threads())
                    .isEqualTo(10);
        }
    }

    /** What is done once, such as to open connections, does not count. */
    private void warmUp() {
        try (var setting = new RunSetting(registryUrl, modelUrl, bootstrapServers, database)) {
            setting.resultsOf(setting.open("warm-up", 20, "5.00"), 20);
        }
    }

    private static boolean isOfATask(String thread) {
        return thread.startsWith("group-commit-") || thread.equals("eval-task");
    }
}
