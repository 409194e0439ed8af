package dev.belay.gate.attempt.domain;

import dev.belay.contracts.document.PromptDocument;
import java.util.List;
import java.util.Objects;

/**
 * Whether two versions say the same but for blanks, so that one which was rolled back does not come back with one more. What
 * shows nothing counts as a blank: spaces of every kind, line ends, and characters without a width.
 */
public final class Lookalike {

    private Lookalike() {}

    /** What goes with the messages must be equal: model, settings, tools, response format, template. */
    public static boolean is(PromptDocument one, PromptDocument other) {
        return one.model().equals(other.model())
                && one.templateOrDefault() == other.templateOrDefault()
                && Objects.equals(one.tools(), other.tools())
                && Objects.equals(one.responseFormat(), other.responseFormat())
                && said(one).equals(said(other));
    }

    private record Said(PromptDocument.Role role, String text, String rest) {}

    /** Messages that say nothing are left out. */
    private static List<Said> said(PromptDocument prompt) {
        return prompt.messages().stream()
                .map(message -> new Said(message.role(), withoutBlanks(message.content()), message.besidesText()))
                .filter(said -> !said.text().isEmpty() || !said.rest().isEmpty())
                .toList();
    }

    private static String withoutBlanks(String text) {
        return text.codePoints()
                .filter(point -> !isBlank(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.getType(point) == Character.FORMAT
                || Character.isISOControl(point);
    }
}
