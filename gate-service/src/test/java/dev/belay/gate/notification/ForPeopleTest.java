package dev.belay.gate.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.domain.Message;
import dev.belay.gate.notification.domain.Occasion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForPeopleTest {

    private static final String URL = "https://belay.example/v1/runs?a=1&b=2";
    private static final Message TWO_LINES = new Message(List.of("first <b> & *c*", "second"), URL);

    @Test
    void slackReadsNoMarkupInIt() {
        assertThat(JsonText.tree(ForPeople.text(Channel.SLACK, TWO_LINES))
                        .path("text")
                        .asText())
                .isEqualTo("first &lt;b&gt; &amp; *c*\nsecond https://belay.example/v1/runs?a=1&amp;b=2");
    }

    @Test
    void teamsReadsNoMarkupInIt() {
        var message = JsonText.tree(ForPeople.text(Channel.TEAMS, TWO_LINES));

        assertThat(message.path("type").asText()).isEqualTo("message");
        var card = message.at("/attachments/0/content");
        assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.path("body")).hasSize(2);
        assertThat(card.at("/body/0/type").asText()).isEqualTo("RichTextBlock");
        assertThat(card.at("/body/0/inlines/0/text").asText()).isEqualTo("first <b> & *c*");
        assertThat(card.at("/body/1/inlines/0/text").asText()).isEqualTo("second");
        assertThat(card.at("/actions/0/url").asText()).isEqualTo(URL);
    }

    @Test
    void aMailEndsWithTheLink() {
        assertThat(ForPeople.text(Channel.EMAIL, TWO_LINES)).isEqualTo("first <b> & *c*\nsecond\n\n" + URL + "\n");
    }

    @Test
    void aWebhookIsNoPerson() {
        assertThatThrownBy(() -> ForPeople.text(Channel.WEBHOOK, TWO_LINES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneLineSaysWhatIsAskedOfWhom() {
        assertThat(Message.request(
                                Occasion.REVIEW_REQUESTED, "care/x", 7, "pm: review 12 outputs", "pm@care.example", URL)
                        .lines())
                .containsExactly(
                        "Review requested of pm@care.example: care/x version 7 waits for pm: review 12 outputs");
        assertThat(Message.request(Occasion.SIGN_OFF_REQUESTED, "care/x", 7, "pm: sign off", null, URL)
                        .lines())
                .containsExactly(
                        "Sign-off requested of every PM of the team, again: care/x version 7 waits for pm: sign off");
        assertThat(Message.decided("care/x", 7, "ch-1", "rejected", URL).lines())
                .containsExactly("care/x version 7 is rejected (ch-1)");
        assertThat(Message.rolledBack("care/x", 6, 7, "ops@care.example", URL).lines())
                .containsExactly("care/x is rolled back from version 7 to version 6 by ops@care.example");
        assertThat(Message.rolledBack("care/x", 6, null, null, URL).lines())
                .containsExactly("care/x is rolled back to version 6");
    }
}
