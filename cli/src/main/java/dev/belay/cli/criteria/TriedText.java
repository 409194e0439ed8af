package dev.belay.cli.criteria;

import dev.belay.cli.criteria.TryCommand.Document;
import dev.belay.cli.criteria.TryCommand.Tried;
import dev.belay.cli.terminal.Money;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.decision.Finding;
import java.util.Objects;

/** What other criteria would have decided, a line a version. */
final class TriedText {

    private static final int CASES_SHOWN = 5;

    private TriedText() {}

    static void print(Document document, Terminal terminal) {
        document.tried().forEach(one -> terminal.say("  " + said(one, terminal)));
        long differ = document.tried().stream().filter(Tried::differs).count();
        terminal.say(differ + " of " + document.tried().size() + " decisions would have differed"
                + (document.costUsd().signum() == 0 ? "" : "; the judge cost $" + Money.text(document.costUsd())));
    }

    /** Like {@code would have rejected v7, which was approved: 3 cases: a, b, c (drugs)}. */
    private static String said(Tried one, Terminal terminal) {
        var version = "v" + one.version();
        if (!one.differs()) {
            return terminal.dim(version + ": " + one.before() + ", as before");
        }
        var verdict = switch (one.after()) {
            case "rejected" -> terminal.red("would have rejected ");
            case "approved" -> terminal.green("would have approved ");
            case "held-back" -> terminal.yellow("would have held back ");
            default -> terminal.yellow("needs more outputs to say of ");
        };
        return verdict + version + ", which was " + one.before() + why(one);
    }

    private static String why(Tried one) {
        if (one.cases().isEmpty()) {
            return one.findings().isEmpty()
                    ? ""
                    : ": " + one.findings().getFirst().summary();
        }
        var shown = one.cases().stream().limit(CASES_SHOWN).toList();
        int rest = one.cases().size() - shown.size();
        var criteria = one.findings().stream()
                .map(Finding::criterion)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return ": " + (one.cases().size() == 1 ? "1 case" : one.cases().size() + " cases") + ": "
                + String.join(", ", shown)
                + (rest == 0 ? "" : " and " + rest + " more")
                + (criteria.isEmpty() ? "" : " (" + String.join(", ", criteria) + ")");
    }
}
