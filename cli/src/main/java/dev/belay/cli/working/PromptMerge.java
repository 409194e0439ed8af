package dev.belay.cli.working;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.event.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What two people made of one version, together: messages line by line, settings one by one.
 *
 * @param prompt says what ours says wherever there is a conflict
 * @param conflicts places that both changed, each to something else
 */
record PromptMerge(PromptDocument prompt, List<Conflict> conflicts) {

    /**
     * @param place like {@code messages[0].content}; messages are counted as ours has them
     * @param base lines, or a setting's value; empty where there was none; likewise the others
     */
    record Conflict(String place, List<String> base, List<String> ours, List<String> theirs) {}

    static PromptMerge of(PromptDocument base, PromptDocument ours, PromptDocument theirs) {
        var merging = new Merging();
        var merged = merging.prompt(canonical(base), canonical(ours), canonical(theirs));
        return new PromptMerge(merged, List.copyOf(merging.conflicts));
    }

    /** So that 1 and 1.0 of a tool's schema are equal, whoever wrote them. */
    private static PromptDocument canonical(PromptDocument prompt) {
        var json = CanonicalJson.of(prompt, EventJson.mapper()).text();
        try {
            return EventJson.mapper().readValue(json, PromptDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not read back as it was written: " + json, e);
        }
    }

    private static final class Merging {

        private final List<Conflict> conflicts = new ArrayList<>();

        private PromptDocument prompt(PromptDocument base, PromptDocument ours, PromptDocument theirs) {
            return new PromptDocument(
                    ours.name(),
                    setting("template", base.template(), ours.template(), theirs.template()),
                    model(base.model(), ours.model(), theirs.model()),
                    messages(base.messages(), ours.messages(), theirs.messages()),
                    setting("tools", base.tools(), ours.tools(), theirs.tools()),
                    setting("responseFormat", base.responseFormat(), ours.responseFormat(), theirs.responseFormat()));
        }

        private Model model(Model base, Model ours, Model theirs) {
            // Provider and name are one setting: another provider has no model of that name.
            var name = setting("model", name(base), name(ours), name(theirs));
            var named = name(ours).equals(name) ? ours : theirs;
            return new Model(
                    named.provider(),
                    named.name(),
                    setting("temperature", base.temperature(), ours.temperature(), theirs.temperature()),
                    setting("maxTokens", base.maxTokens(), ours.maxTokens(), theirs.maxTokens()),
                    setting("topP", base.topP(), ours.topP(), theirs.topP()),
                    setting("seed", base.seed(), ours.seed(), theirs.seed()),
                    setting("stop", base.stop(), ours.stop(), theirs.stop()));
        }

        private static String name(Model model) {
            return model.provider() + ":" + model.name();
        }

        private List<Message> messages(List<Message> base, List<Message> ours, List<Message> theirs) {
            var merged = new ArrayList<Message>();
            int at = 0;
            for (var piece : ThreeWay.cut(base, ours, theirs, Merging::sameSpeaker)) {
                if (piece.aligned()) {
                    for (int i = 0; i < piece.base().size(); i++) {
                        var place = "messages[" + (at + i) + "]";
                        merged.add(message(
                                place,
                                piece.base().get(i),
                                piece.ours().get(i),
                                piece.theirs().get(i)));
                    }
                } else {
                    merged.addAll(elements("messages[" + at + "]", piece, Merging::said));
                }
                at += piece.ours().size();
            }
            return merged;
        }

        private static boolean sameSpeaker(Message one, Message other) {
            return one.role() == other.role()
                    && Objects.equals(one.name(), other.name())
                    && Objects.equals(one.toolCallId(), other.toolCallId());
        }

        private static String said(Message message) {
            return message.role().name().toLowerCase(Locale.ROOT) + ": " + message.content();
        }

        private Message message(String place, Message base, Message ours, Message theirs) {
            var content = isText(base) && isText(ours) && isText(theirs)
                    ? TextNode.valueOf(text(place + ".content", base.content(), ours.content(), theirs.content()))
                    : setting(place + ".content", base.body(), ours.body(), theirs.body());
            var toolCalls = setting(place + ".toolCalls", base.toolCalls(), ours.toolCalls(), theirs.toolCalls());
            return new Message(ours.role(), content, ours.name(), toolCalls, ours.toolCallId());
        }

        private static boolean isText(Message message) {
            return message.body() != null && message.body().isTextual();
        }

        /** Whether it ends in a line break depends on how YAML was written, and is no line of its own. */
        private String text(String place, String base, String ours, String theirs) {
            var merged = new ArrayList<String>();
            for (var piece : ThreeWay.cut(lines(base), lines(ours), lines(theirs), String::equals)) {
                merged.addAll(elements(place, piece, line -> line));
            }
            var end = end(ours).equals(end(base)) ? end(theirs) : end(ours);
            return String.join("\n", merged) + end;
        }

        private static List<String> lines(String text) {
            var body = text.substring(0, text.length() - end(text).length());
            return body.isEmpty() ? List.of() : List.of(body.split("\n", -1));
        }

        private static String end(String text) {
            int length = text.length();
            while (length > 0 && text.charAt(length - 1) == '\n') {
                length--;
            }
            return text.substring(length);
        }

        private <T> List<T> elements(String place, ThreeWay.Piece<T> piece, Function<T, String> shown) {
            if (piece.ours().equals(piece.base())) {
                return piece.theirs();
            }
            if (piece.theirs().equals(piece.base()) || covers(piece.ours(), piece.theirs(), piece.base())) {
                return piece.ours();
            }
            if (covers(piece.theirs(), piece.ours(), piece.base())) {
                return piece.theirs();
            }
            conflicts.add(new Conflict(
                    place,
                    piece.base().stream().map(shown).toList(),
                    piece.ours().stream().map(shown).toList(),
                    piece.theirs().stream().map(shown).toList()));
            return piece.ours();
        }

        /**
         * Whether a side has everything that the other brought and nothing that it took away: so a conflict ends once
         * somebody has written both. To reword what the other only took away is one.
         */
        private static <T> boolean covers(List<T> side, List<T> other, List<T> base) {
            var brought = without(other, base);
            if (brought.isEmpty() && !without(side, base).isEmpty()) {
                return false;
            }
            return side.containsAll(brought) && without(base, other).stream().noneMatch(without(side, other)::contains);
        }

        private static <T> List<T> without(List<T> elements, List<T> others) {
            var rest = new ArrayList<>(elements);
            others.forEach(rest::remove);
            return rest;
        }

        private <V> @Nullable V setting(String place, @Nullable V base, @Nullable V ours, @Nullable V theirs) {
            if (Objects.equals(ours, base)) {
                return theirs;
            }
            if (!Objects.equals(theirs, base) && !Objects.equals(theirs, ours)) {
                conflicts.add(new Conflict(place, value(base), value(ours), value(theirs)));
            }
            return ours;
        }
    }

    private static List<String> value(@Nullable Object value) {
        return value == null ? List.of() : List.of(value instanceof JsonNode json ? json.toString() : value.toString());
    }
}
