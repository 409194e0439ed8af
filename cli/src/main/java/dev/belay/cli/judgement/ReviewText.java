package dev.belay.cli.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.api.ReviewSheet;
import dev.belay.cli.api.ReviewSheet.Pair;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pairs of outputs beside each other, with what to look for. */
final class ReviewText {

    private static final int HALF = 54;
    private static final int INPUT_SHOWN = 400;

    private final Terminal terminal;

    ReviewText(Terminal terminal) {
        this.terminal = terminal;
    }

    void begin(ReviewSheet sheet) {
        terminal.say(terminal.bold("Review of " + sheet.prompt() + " " + sheet.change()) + ": "
                + sheet.pairs().size() + " pairs" + ", " + sheet.open().size() + " to judge");
        terminal.say("Which of the two is new is not said. No output may:");
        sheet.mustNots().forEach(mustNot -> terminal.say("  " + terminal.red("✗") + " " + mustNot.says()));
        terminal.say(terminal.dim("A sample of this size without a defect can still miss one in %.0f %% of outputs."
                .formatted(100 * sheet.notExcluded())));
    }

    void print(ReviewSheet sheet) {
        begin(sheet);
        sheet.open().forEach(pair -> print(pair, sheet));
        terminal.blank();
        terminal.say(
                "To judge it:  belay review " + sheet.change() + " --verdicts FILE   (see --help), or at a terminal.");
    }

    void print(Pair pair, ReviewSheet sheet) {
        terminal.blank();
        terminal.say(
                terminal.bold("pair " + pair.item() + " of " + sheet.pairs().size())
                        + terminal.dim("  " + input(pair.vars())));
        Columns.sideBySide("A  " + said(pair.a()), "B  " + said(pair.b()), HALF)
                .forEach(line -> terminal.say("  " + line));
    }

    private static String said(@Nullable String output) {
        return output == null ? "(no output)" : output;
    }

    private static String input(Map<String, JsonNode> vars) {
        var text = new StringBuilder();
        vars.forEach((name, value) -> text.append(name)
                .append(": ")
                .append(value.isTextual() ? value.textValue() : value.toString())
                .append("  "));
        var all = text.toString().replaceAll("\\s+", " ").strip();
        return all.length() <= INPUT_SHOWN ? all : all.substring(0, INPUT_SHOWN) + " …";
    }
}
