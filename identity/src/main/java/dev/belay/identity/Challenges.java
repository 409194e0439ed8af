package dev.belay.identity;

import io.quarkus.oidc.OIDCException;
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

    /** Its keys were never read, since it was away when this service started; once they were, this does not happen. */
    @ServerExceptionMapper
    Response unable(OIDCException away) {
        return Problem.unavailable("the issuer of tokens cannot be reached: " + away.getMessage());
    }

    @ServerExceptionMapper
    Response refused(AuthenticationFailedException invalid) {
        return Problem.unauthorized("the token is not valid here, or not any more");
    }
}
