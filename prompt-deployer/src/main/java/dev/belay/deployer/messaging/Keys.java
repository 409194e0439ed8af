package dev.belay.deployer.messaging;

import dev.belay.contracts.signing.Signer;
import dev.belay.contracts.signing.Trust;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The deployer's key and the root's public key: all that it needs to know, beside the log, what is live. */
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

    /** A deployer whose outcomes nobody would take had better not start. */
    void check(@Observes StartupEvent started, Trust trust, Signer signer) {
        var own = trust.certificate(signer.certificate());
        LOG.infof("signs as %s, certificate %d, in installation %s", own.writer(), own.serial(), own.installation());
    }
}
