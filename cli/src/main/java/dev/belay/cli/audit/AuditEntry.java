package dev.belay.cli.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.event.EventJson;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A record as a line for people. Of an event that this version does not know it says what the members say that all events
 * share.
 *
 * @param who acted; empty where nobody did
 * @param measured outputs of those asked for, {@code 20/20}; empty but for a decision
 */
record AuditEntry(
        String when,
        String prompt,
        String event,
        String change,
        String who,
        String what,
        String ruleSet,
        String measured,
        long place,
        String digest) {

    private static final String PREFIX = "dev.belay.";
    private static final List<String> ACTORS = List.of("by", "author", "owner");
    private static final List<String> HEADER =
            List.of("when", "prompt", "event", "change", "who", "what", "rule set", "measured", "place", "digest");

    static AuditEntry of(AuditRecord record) {
        var data = read(record.body());
        var event = event(record.headers().getOrDefault("ce_type", ""));
        var decision = data.path("decision");
        return new AuditEntry(
                record.headers().getOrDefault("ce_time", record.recordedAt().toString()),
                record.key(),
                event,
                data.path("change").asText(""),
                ACTORS.stream()
                        .map(actor -> data.path(actor).asText(""))
                        .filter(actor -> !actor.isEmpty())
                        .findFirst()
                        .orElse(""),
                what(event, data),
                decision.path("ruleSet").asText(""),
                decision.isMissingNode()
                        ? ""
                        : decision.path("measured").asText() + "/"
                                + decision.path("tasks").asText(),
                record.place(),
                record.digest().brief());
    }

    static String csvHeader() {
        return csv(HEADER.stream());
    }

    String csv() {
        return csv(Stream.of(when, prompt, event, change, who, what, ruleSet, measured, Long.toString(place), digest));
    }

    /** A cell that a spreadsheet would take for a formula, as a change's message may be, is quoted as text. */
    private static String csv(Stream<String> cells) {
        return cells.map(cell -> cell.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + cell : cell)
                .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(","));
    }

    /** {@code dev.belay.change.approved.v1} is {@code change approved}. */
    private static String event(String type) {
        var words = type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
        return words.replaceFirst("\\.v\\d+$", "").replace('.', ' ');
    }

    private static String what(String event, JsonNode data) {
        return switch (event) {
            case "change proposed" ->
                "v" + data.path("candidate").path("number").asText() + ": "
                        + data.path("message").asText();
            case "change approved", "change rejected", "change held-back" -> findings(data);
            case "review submitted" ->
                "accepted %s, rejected %s, controls accepted %s of %s, in %s s"
                        .formatted(
                                data.path("accepted").asText(),
                                data.path("rejected").asText(),
                                data.path("controlsAccepted").asText(),
                                data.path("controls").asText(),
                                data.path("seconds").asText());
            case "promote ordered", "rollback ordered" ->
                "v" + data.path("target").path("number").asText() + " in "
                        + data.path("environment").asText() + reason(data);
            case "release applied" ->
                "v" + data.path("version").path("number").asText() + " is live in "
                        + data.path("environment").asText() + " as deployment "
                        + data.path("number").asText();
            case "release not-applied" -> data.path("cause").asText() + reason(data);
            default -> data.path("reason").asText("");
        };
    }

    private static String findings(JsonNode data) {
        return StreamSupport.stream(data.path("decision").path("findings").spliterator(), false)
                .map(finding -> finding.path("rule").asText() + " "
                        + finding.path("outcome").asText())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String reason(JsonNode data) {
        var reason = data.path("reason").asText("");
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /** What is no JSON was signed by somebody all the same: its record has a line, and the line says nothing. */
    private static JsonNode read(String body) {
        try {
            return EventJson.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
