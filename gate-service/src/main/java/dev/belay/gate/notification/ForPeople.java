package dev.belay.gate.notification;

import dev.belay.gate.decision.store.JsonText;
import dev.belay.gate.notification.domain.Channel;
import dev.belay.gate.notification.domain.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message as each channel takes it. What a prompt or a person is called is never read as markup. */
final class ForPeople {

    private ForPeople() {}

    static String text(Channel channel, Message message) {
        return switch (channel) {
            case SLACK -> slack(message);
            case TEAMS -> teams(message);
            case EMAIL -> email(message);
            case WEBHOOK ->
                throw new IllegalArgumentException("webhooks are told events (expected: a channel of people)");
        };
    }

    /** For an incoming webhook of Slack: {@code {"text": …}}, with the three characters escaped that it reads. */
    private static String slack(Message message) {
        return JsonText.of(Map.of("text", escaped(oneText(message))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * For a workflow of Teams that begins with a webhook: a message with one Adaptive Card. Its lines are rich text blocks, since
     * a text block reads Markdown.
     */
    private static String teams(Message message) {
        var card = new LinkedHashMap<String, Object>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", message.lines().stream().map(ForPeople::block).toList());
        card.put("actions", List.of(Map.of("type", "Action.OpenUrl", "title", "Open", "url", message.url())));
        var attachment = Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card);
        return JsonText.of(Map.of("type", "message", "attachments", List.of(attachment)));
    }

    private static Map<String, Object> block(String line) {
        return Map.of("type", "RichTextBlock", "inlines", List.of(Map.of("type", "TextRun", "text", line)));
    }

    /** The first line is the subject too. */
    private static String email(Message message) {
        return String.join("\n", message.lines()) + "\n\n" + message.url() + "\n";
    }

    /** One line stays one, with its link. */
    private static String oneText(Message message) {
        return String.join("\n", message.lines()) + " " + message.url();
    }
}
