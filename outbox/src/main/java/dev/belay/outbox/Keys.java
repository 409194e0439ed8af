package dev.belay.outbox;

import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Whom the service is, to others, and whom it believes: read once, since a new key comes with a restart. */
@ApplicationScoped
class Keys {

    private static final Logger LOG = Logger.getLogger(Keys.class);

    @Produces
    @Singleton
    Trust trust(SigningConfig config) {
        return Trust.read(config.keys());
    }

    @Produces
    @Singleton
    Signer signer(SigningConfig config) {
        return Signer.read(config.keys());
    }

    /** A service whose events nobody would take had better not start. */
    void check(@Observes StartupEvent started, Trust trust, Signer signer) {
        var own = trust.certificate(signer.certificate());
        LOG.infof("signs as %s, certificate %d, in installation %s", own.writer(), own.serial(), own.installation());
    }
}
