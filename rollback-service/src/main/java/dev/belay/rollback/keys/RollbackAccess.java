package dev.belay.rollback.keys;

import dev.belay.contracts.key.KeyEvent.KeyCreated;
import dev.belay.identity.Caller;
import dev.belay.identity.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import org.jboss.logging.Logger;

/** Who may order rollbacks: whoever has the role for it, or a key that is made for it. */
@RequestScoped
public class RollbackAccess {

    private static final Logger LOG = Logger.getLogger(RollbackAccess.class);

    private final Caller caller;
    private final SecurityIdentity identity;
    private final MeterRegistry meters;

    RollbackAccess(Caller caller, SecurityIdentity identity, MeterRegistry meters) {
        this.caller = caller;
        this.identity = identity;
        this.meters = meters;
    }

    /** That a key is used is told: the log warns, a counter rises, and the rollback names the key. */
    public void require(String prompt, String environment) {
        KeyCreated key = identity.getAttribute(KeyMechanism.KEY);
        if (key == null) {
            caller.require(prompt, Role.ENGINEER, Role.PM, Role.OPS);
            return;
        }
        meters.counter("belay.rollback.key.used", "key", key.id()).increment();
        LOG.warnf(
                "%s, which is for rollbacks of %s in %s, is used for %s",
                key.id(), key.prompts(), key.environment(), prompt);
        if (!key.opens(prompt, environment)) {
            throw new ForbiddenException("%s is for rollbacks of %s in %s (expected: a key for %s in %s)"
                    .formatted(key.id(), key.prompts(), key.environment(), prompt, environment));
        }
    }

    public String subject() {
        return caller.subject();
    }
}
