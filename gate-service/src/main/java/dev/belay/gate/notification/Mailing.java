package dev.belay.gate.notification;

import dev.belay.gate.notification.Sender.Answer;
import dev.belay.gate.notification.store.DeliveryStore.Claimed;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One try by mail, with the first line as the subject. Whether the server passes it on, nobody here learns. */
@ApplicationScoped
public class Mailing {

    /** Servers greet slowly whom they do not know. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LONGEST_TEXT = 300;

    private final ReactiveMailer mailer;
    private final Optional<String> from;

    Mailing(ReactiveMailer mailer, @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
        this.mailer = mailer;
        this.from = from;
    }

    /** Why no mail is sent; empty when it is. */
    public Optional<String> off() {
        return from.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "mail is off: quarkus.mailer.from is not set (set it and quarkus.mailer.host for the gate)");
    }

    Answer send(Claimed delivery) {
        var off = off();
        if (off.isPresent()) {
            return new Answer.Failed(off.get());
        }
        var subject = delivery.body().lines().findFirst().orElse("Belay");
        try {
            mailer.send(Mail.withText(delivery.url(), subject, delivery.body()))
                    .await()
                    .atMost(PATIENCE);
            return new Answer.Accepted("taken by the mail server");
        } catch (TimeoutException e) {
            return new Answer.Failed("the mail server did not take it in " + PATIENCE.toSeconds() + " s");
        } catch (RuntimeException e) {
            // Of many kinds: refused connections, answers of the server, addresses that it does not take.
            var text = String.valueOf(e.getMessage());
            return new Answer.Failed(text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
        }
    }
}
