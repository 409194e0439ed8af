package dev.belay.gate.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever a request ends in, it is a problem and never a stack trace. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        var response = refusal.getResponse();
        if (response.hasEntity()) {
            return response;
        }
        var title = response.getStatusInfo().getReasonPhrase();
        return new Problem("about:blank", title, response.getStatus(), String.valueOf(refusal.getMessage())).response();
    }

    @ServerExceptionMapper
    Response failed(RuntimeException fault) {
        LOG.error("a request failed", fault);
        return new Problem(
                        "/problems/internal",
                        "The gate could not answer",
                        500,
                        "the gate's log says why; what was decided is not affected")
                .response();
    }
}
