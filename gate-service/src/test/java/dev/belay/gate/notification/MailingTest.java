package dev.belay.gate.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.gate.notification.Sender.Answer;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.store.DeliveryStore.Claimed;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailingTest {

    private static final Claimed DELIVERY = new Claimed(
            "msg_1", "wh-1", Channel.EMAIL, "pm@care.example", null, "It waits.\n\nhttps://belay.example\n");

    private final List<Mail> sent = new ArrayList<>();

    @Test
    void theFirstLineIsTheSubject() {
        var answer = new Mailing(mailer(Uni.createFrom().voidItem()), Optional.of("belay@care.example")).send(DELIVERY);

        assertThat(answer).isInstanceOf(Answer.Accepted.class);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().getTo()).containsExactly("pm@care.example");
        assertThat(sent.getFirst().getSubject()).isEqualTo("It waits.");
        assertThat(sent.getFirst().getText()).isEqualTo(DELIVERY.body());
    }

    @Test
    void whatTheServerDoesNotTakeIsAFailedTry() {
        var refusal = Uni.createFrom().<Void>failure(new IllegalStateException("550 no such user"));

        assertThat(new Mailing(mailer(refusal), Optional.of("belay@care.example")).send(DELIVERY))
                .isEqualTo(new Answer.Failed("550 no such user"));
    }

    @Test
    void whileItIsOffNothingIsSentAndTheTryFails() {
        var mailing = new Mailing(mailer(Uni.createFrom().voidItem()), Optional.empty());

        assertThat(mailing.send(DELIVERY))
                .isEqualTo(new Answer.Failed(mailing.off().orElseThrow()));
        assertThat(mailing.off().orElseThrow()).contains("quarkus.mailer.from", "quarkus.mailer.host");
        assertThat(sent).isEmpty();
    }

    private ReactiveMailer mailer(Uni<Void> outcome) {
        return mails -> {
            sent.addAll(List.of(mails));
            return outcome;
        };
    }
}
