package dev.belay.cli.audit;

import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.audit.Flaw;

/** A flaw of the record as a line. */
final class FlawText {

    private FlawText() {}

    static String of(Flaw flaw, Terminal terminal) {
        var where = flaw.key().isEmpty() ? "the export" : flaw.key() + (flaw.place() == 0 ? "" : " #" + flaw.place());
        return terminal.red("✗") + " " + where + ": " + flaw.what();
    }
}
