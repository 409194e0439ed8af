package dev.belay.deployer.observation;

import dev.belay.contracts.observation.ObservationEvent.OutputObserved;
import dev.belay.deployer.messaging.EventProducer;
import dev.belay.deployer.messaging.LivePrompts;
import dev.belay.deployer.observation.ObservationResource.Told;
import dev.belay.deployer.observation.domain.Origin;
import dev.belay.deployer.rest.LiveAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Takes what the caller of the request under way tells, in whatever shape it came. */
@ApplicationScoped
class Taking {

    private static final int LONGEST_OUTPUT = 256 * 1024;
    private static final int LONGEST_NAME = 200;

    private final LivePrompts prompts;
    private final LiveAccess access;
    private final EventProducer producer;
    private final String defaultEnvironment;

    Taking(
            LivePrompts prompts,
            LiveAccess access,
            EventProducer producer,
            @ConfigProperty(name = "belay.environment") String defaultEnvironment) {
        this.prompts = prompts;
        this.access = access;
        this.producer = producer;
        this.defaultEnvironment = defaultEnvironment;
    }

    /** What is told is no observation. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String detail) {
            super(detail);
        }
    }

    /** Kafka does not have it. */
    static final class NotKept extends Exception {
        private static final long serialVersionUID = 1L;

        NotKept(String detail) {
            super(detail);
        }
    }

    /** Returns once Kafka has all of them. */
    void send(List<OutputObserved> observed) throws NotKept {
        var sent = producer.sendAll(observed.stream()
                .collect(Collectors.toMap(OutputObserved::observation, one -> one, (one, again) -> one)));
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new NotKept("Kafka does not take it now (" + e.getCause().getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotKept("this replica stops");
        }
    }

    /** @throws jakarta.ws.rs.ForbiddenException where the caller may not tell anything of the prompt */
    OutputObserved observed(Told told) throws Refused {
        var prompt = said("prompt", told.prompt(), "like care/visit-summary", LONGEST_NAME);
        var output = said("output", told.output(), "the text that the application got", LONGEST_OUTPUT);
        if (prompt.indexOf('/') < 1) {
            throw new Refused("prompt: \"" + prompt + "\" (expected: like care/visit-summary)");
        }
        var environment = told.environment() != null
                ? told.environment()
                : access.environment().orElse(defaultEnvironment);
        boolean trusted = access.requireObserver(prompt, environment);
        var state = prompts.state(prompt, environment).orElse(null);
        return switch (Origin.of(state, new Origin.Named(told.number(), told.digest(), told.version()))) {
            case Origin.Unknown(var detail) -> throw new Refused(detail);
            case Origin.Known(var number, var version) ->
                new OutputObserved(
                        idOf(told.id()),
                        prompt,
                        environment,
                        number,
                        version,
                        output,
                        access.subject(),
                        trusted,
                        at(told.observedAt()));
        };
    }

    /** Nobody can take another source's id, or make one count twice by leaving it out. */
    private String idOf(@Nullable String own) {
        return own == null
                ? "ob-" + UUID.randomUUID()
                : "ob-" + UUID.nameUUIDFromBytes((access.subject() + "\n" + own).getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is observed before it happens. */
    private static Instant at(@Nullable Instant told) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return told == null || told.isAfter(now) ? now : told;
    }

    private static String said(String field, @Nullable String value, String expected, int longest) throws Refused {
        if (value == null || value.isBlank() || value.length() > longest) {
            var found = value == null || value.isBlank() ? "missing" : value.length() + " characters";
            throw new Refused(field + ": " + found + " (expected: " + expected + ", up to " + longest + " characters)");
        }
        return value;
    }
}
