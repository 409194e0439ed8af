package dev.belay.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.DecisionEvent.ChangeApproved;
import dev.belay.gate.WebhookReceiver.Request;
import dev.belay.gate.notification.Digests;
import dev.belay.gate.notification.domain.Digest;
import dev.belay.local.stack.TestStack;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is asked of people, where they read. */
@QuarkusTest
class PeopleToldIT extends OnTheRealStack {

    @Inject
    MockMailbox mailbox;

    @Inject
    Digests digests;

    @Test
    void oneLineWithALinkIsToldAndOnceMoreWhenNobodyMeetsIt() throws Exception {
        try (var slack = new WebhookReceiver(times -> times == 1 ? 500 : 200);
                var teams = new WebhookReceiver(times -> 202)) {
            add("people", "slack", slack.url()).statusCode(201).body("secret", nullValue());
            add("people", "teams", teams.url()).statusCode(201);
            add("people", "email", "pm@people.example").statusCode(201).body("off", nullValue());
            var scene = live("people/tone");
            handOff(scene);
            measured(scene, proposeToPeople(scene, "ch-people0001", 2, Aspect.TONE));

            var line = told(slack, 2);
            assertThat(line)
                    .startsWith("Review requested of ")
                    .contains(": people/tone version 2 waits for pm: review ")
                    .endsWith("/v1/runs/ch-people0001.1")
                    .doesNotContain("\n");
            assertThat(slack.requests()).extracting(Request::signature).containsOnlyNulls();
            await().atMost(SOON).until(() -> teams.requests().size() == 1);
            var card = teams.requests().getFirst().json().path("attachments").path(0);
            assertThat(card.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
            assertThat(card.at("/content/body/0/inlines/0/text").asText()).startsWith("Review requested of ");
            assertThat(card.at("/content/actions/0/url").asText()).endsWith("/v1/runs/ch-people0001.1");
            await().atMost(SOON).until(() -> mails("pm@people.example").size() == 1);
            var mail = mails("pm@people.example").getFirst();
            assertThat(mail.getSubject()).startsWith("Review requested of ");
            assertThat(mail.getText()).startsWith(mail.getSubject()).contains("/v1/runs/ch-people0001.1");

            passTime("update webhook_reminder set due = now() where run = 'ch-people0001.1'");
            assertThat(told(slack, 3)).startsWith("Review requested of every PM of the team, again: people/tone");
            ops("people")
                    .get("/v1/webhooks?team=people")
                    .then()
                    .body("channel", containsInAnyOrder("slack", "teams", "email"))
                    .body("find { it.channel == 'slack' }.failures", equalTo(0));
        }
    }

    @Test
    void theWeekIsToldOnceHoweverManyTellIt() throws Exception {
        var due = Digest.lastDue(Instant.now());
        var scene = live("digested/shipped");
        handOff(scene);
        measured(scene, proposeToPeople(scene, "ch-digest0001", 2));
        the(ChangeApproved.class, event -> event.change().equals("ch-digest0001"));
        add("digested", "email", "pm@digested.example").statusCode(201);
        passTime("update decision set decided_at = '" + due.minusSeconds(60) + "' where run = 'ch-digest0001.1'");
        passTime("update webhook set created_at = '" + due.minusSeconds(60) + "' where team = 'digested'");

        var other = CompletableFuture.runAsync(() -> digests.tell(due));
        digests.tell(due);
        other.join();
        digests.tell(due);

        await().atMost(SOON).until(() -> mails("pm@digested.example").size() == 1);
        var mail = mails("pm@digested.example").getFirst();
        assertThat(mail.getSubject()).startsWith("digested: 1 change was approved without a review or a sign-off");
        assertThat(mail.getText()).contains("\ndigested/shipped version 2 (ch-digest0001)\n");
        stays(() -> assertThat(mails("pm@digested.example")).hasSize(1));
    }

    @Test
    void whoCannotBeToldIsRefused() {
        refused("carrier-pigeon", "https://hooks.example", "channel: carrier-pigeon (expected: one of [webhook, slack");
        refused("email", "pm", "expected: one address like");
        refused("email", "pm@care.example\r\nBcc: all@care.example", "expected: one address like");
        refused("slack", "http://169.254.169.254/latest", "169.254.169.254");
        ops("care")
                .contentType(ContentType.JSON)
                .body(Map.of("team", "care", "url", "http://localhost/", "events", List.of("weekly-digest")))
                .post("/v1/webhooks")
                .then()
                .statusCode(400)
                .body("detail", containsString("events: weekly-digest"));
    }

    private static void refused(String channel, String address, String detail) {
        add("care", channel, address)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    private List<Mail> mails(String address) {
        var sent = mailbox.getMailsSentTo(address);
        return sent == null ? List.of() : List.copyOf(sent);
    }

    /** What was said in the request that came as the {@code nth}. */
    private static String told(WebhookReceiver slack, int nth) {
        await().atMost(SOON).until(() -> slack.requests().size() == nth);
        return slack.requests().get(nth - 1).json().path("text").asText();
    }

    private static ValidatableResponse add(String team, String channel, String address) {
        return ops(team)
                .contentType(ContentType.JSON)
                .body(Map.of("team", team, "channel", channel, "url", address))
                .post("/v1/webhooks")
                .then();
    }

    private static RequestSpecification ops(String team) {
        return given().auth().oauth2(TestStack.shared().token("ops@care.example", "belay:" + team + ":ops"));
    }
}
