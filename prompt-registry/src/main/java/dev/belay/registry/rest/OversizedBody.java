package dev.belay.registry.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.event.EventJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A body over the limit is refused before any resource sees it; this makes that a problem too, whether its length was
 * announced (refused at once) or found out while reading.
 */
@ApplicationScoped
class OversizedBody {

    /** Before the server's own check, which answers with no body. */
    private static final int BEFORE_THE_SERVERS_CHECK = 100;

    private static final int TOO_LARGE = HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code();

    private final MemorySize limit;
    private final String limitAsWritten;

    OversizedBody(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") String limitAsWritten) {
        this.limit = limit;
        this.limitAsWritten = limitAsWritten;
    }

    void refuseWhatIsAnnounced(@Observes Filters filters) {
        filters.register(
                context -> {
                    var announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
                    if (announced != null && Long.parseLong(announced) > limit.asLongValue()) {
                        refuse(context);
                    } else {
                        context.next();
                    }
                },
                BEFORE_THE_SERVERS_CHECK);
    }

    void refuseWhatIsFoundOut(@Observes Router router) {
        router.errorHandler(TOO_LARGE, this::refuse);
    }

    /** Closes the connection, for the server would otherwise wait until its client has sent what nobody will read. */
    private void refuse(RoutingContext context) {
        var connection = context.request().connection();
        context.response()
                .setStatusCode(TOO_LARGE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(json())
                .onComplete(sent -> connection.close());
    }

    private String json() {
        try {
            return EventJson.mapper()
                    .writeValueAsString(Problem.of(
                            413,
                            "too-large",
                            "The body is too large",
                            "a request may have " + limitAsWritten + " at most"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always JSON", e);
        }
    }
}
