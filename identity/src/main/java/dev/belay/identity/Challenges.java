package dev.belay.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A request without a valid token is answered by a problem, as every other refusal is. */
class Challenges {

    @ServerExceptionMapper
    Response nobody(UnauthorizedException unknown) {
        return Problem.unauthorized("the request brings no token");
    }

    @ServerExceptionMapper
    Response refused(AuthenticationFailedException invalid) {
        return Problem.unauthorized("the token is not valid here, or not any more");
    }
}
