package dev.belay.cli.platform;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Terminal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "up",
        header = "Start the local platform: broker, database and every service.",
        description = {
            "",
            "Says where each part listens and where its log is. Data survives `belay down`; --fresh wipes it.",
            "Everything lies in .belay in the checkout, or where BELAY_HOME says. If nobody is logged in there yet, you are:",
            "as engineer, pm and ops of every team. `belay login --as ROLE` plays somebody else."
        },
        footer = {
            "",
            "Examples:",
            "  belay up",
            "  belay up --workers 4",
            "  belay up --port 9090            then: export BELAY_URL=http://127.0.0.1:9090",
            "",
            "A model for prompts with  model: openai:NAME  is found by OPENAI_BASE_URL and OPENAI_API_KEY,",
            "which the platform reads when it starts."
        })
public final class UpCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Option(names = "--workers", paramLabel = "N", description = "eval-workers. Default: $BELAY_WORKERS, else 2.")
    private @Nullable Integer workers;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The platform's one address; 0 for any free port, also of every part."
                    + " Default: $BELAY_PORT, else 8080.")
    private @Nullable Integer port;

    @Option(
            names = "--service-ports",
            paramLabel = "N",
            description = "First of the services' ports. Default: $BELAY_SERVICE_PORTS.")
    private @Nullable Integer servicePorts;

    @Option(names = "--kafka-port", paramLabel = "N", description = "Default: $BELAY_KAFKA_PORT.")
    private @Nullable Integer kafkaPort;

    @Option(names = "--postgres-port", paramLabel = "N", description = "Default: $BELAY_POSTGRES_PORT.")
    private @Nullable Integer postgresPort;

    @Option(names = "--fresh", description = "Wipe all data first, after stopping what runs.")
    private boolean fresh;

    /** @param already whether it ran before */
    record Started(String url, boolean already, String logs) {}

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var supervised = Supervised.of(belay, settings());
        if (fresh) {
            terminal.say("wiping " + supervised.options().home());
            supervised.wipe();
        }
        terminal.say("starting the local platform in " + supervised.options().home());
        var up = supervised.up(terminal);
        logIn(up.url());
        var started = new Started(
                up.url().toString(), up.already(), supervised.options().logs().toString());
        terminal.result(started, () -> print(started, terminal));
        return ExitCode.OK;
    }

    /** Whoever starts a platform may do everything on it until they say who they are there. */
    private void logIn(URI platform) {
        var identity = belay.identityAt(platform);
        if (fresh) {
            identity.forgetAll();
        }
        if (!identity.isKnown()) {
            var user = belay.surroundings().user();
            identity.logIn(user.contains("@") ? user : user + "@local.example", List.of("engineer", "pm", "ops"), "*");
        }
    }

    private void print(Started started, Terminal terminal) {
        terminal.say((started.already() ? "Belay was up already at " : "Belay is up at ") + terminal.bold(started.url())
                + "  (stop it with  belay down)");
        if (!belay.url().toString().equals(started.url())) {
            terminal.say("For the other commands:  export BELAY_URL=" + started.url());
        }
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        set(settings, "BELAY_WORKERS", workers);
        set(settings, "BELAY_PORT", port);
        set(settings, "BELAY_SERVICE_PORTS", servicePorts);
        set(settings, "BELAY_KAFKA_PORT", kafkaPort);
        set(settings, "BELAY_POSTGRES_PORT", postgresPort);
        return settings;
    }

    private static void set(Map<String, String> settings, String variable, @Nullable Integer value) {
        if (value != null) {
            settings.put(variable, value.toString());
        }
    }
}
