package dev.belay.cli.judgement;

import dev.belay.cli.api.ReviewSheet;
import dev.belay.cli.api.ReviewSheet.Pair;
import dev.belay.cli.api.ReviewSheet.Verdict;
import dev.belay.cli.terminal.Terminal;
import java.util.Locale;
import java.util.Scanner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a reviewer pair by pair. */
final class ReviewDialogue {

    private static final String KEYS = "y both are fine   a reject A   b reject B   n reject both   q stop, go on later"
            + "   (with a comment after it)";

    private final Terminal terminal;
    private final ReviewText text;
    private final Scanner answers;

    ReviewDialogue(Terminal terminal, ReviewText text, Scanner answers) {
        this.terminal = terminal;
        this.text = text;
        this.answers = answers;
    }

    /** Returns whether every pair has a verdict now. */
    boolean ask(ReviewSheet sheet, Consumer<Verdict> say) {
        for (var pair : sheet.open()) {
            text.print(pair, sheet);
            var verdict = answer(pair);
            if (verdict == null) {
                return false;
            }
            say.accept(verdict);
        }
        return true;
    }

    private @Nullable Verdict answer(Pair pair) {
        terminal.say(terminal.dim("  " + KEYS));
        while (answers.hasNextLine()) {
            var line = answers.nextLine().strip();
            var comment = line.length() > 1 ? line.substring(1).strip() : "";
            var said = comment.isEmpty() ? null : comment;
            switch (line.isEmpty() ? "" : line.substring(0, 1).toLowerCase(Locale.ROOT)) {
                case "y" -> {
                    return new Verdict(pair.item(), true, true, said);
                }
                case "a" -> {
                    return new Verdict(pair.item(), false, true, said);
                }
                case "b" -> {
                    return new Verdict(pair.item(), true, false, said);
                }
                case "n" -> {
                    return new Verdict(pair.item(), false, false, said);
                }
                case "q" -> {
                    return null;
                }
                default -> terminal.say(terminal.yellow("  y, a, b, n or q?"));
            }
        }
        return null;
    }
}
