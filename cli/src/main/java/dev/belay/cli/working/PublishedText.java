package dev.belay.cli.working;

import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Published;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.terminal.TextDiff;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the registry made of a publication, with everything that it did not take over and why. */
final class PublishedText {

    private static final int IDS_SHOWN = 8;

    private final Terminal terminal;

    PublishedText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(PromptName prompt, Published published) {
        var version = published.version();
        terminal.say(terminal.bold(prompt + " v" + version.number())
                + (version.existing() ? " (this content was published before)" : " published")
                + "; " + criteria(published.criteria()) + "; " + suite(published.suite()));
        if (published.criteria().outcome() == Published.Outcome.SKIPPED) {
            terminal.say(terminal.yellow("  criteria.yaml was not published: ")
                    + reason(published.criteria().reason()));
            print(published.criteria().diff());
        }
        published.criteria().weakensOrNone().forEach(one -> terminal.say(terminal.yellow("  " + one.said())));
        published.suite().weakenedOrNone().forEach(one -> terminal.say(terminal.yellow("  weakens " + one)));
        for (var skipped : published.suite().skippedOrNone()) {
            terminal.say(terminal.yellow("  case " + skipped.id() + " was not published: ") + reason(skipped.reason()));
            print(skipped.diff());
        }
        int unlisted = published.suite().allSkipped()
                - published.suite().skippedOrNone().size();
        if (unlisted > 0) {
            terminal.say(terminal.yellow("  and " + unlisted + " more cases were not published")
                    + "; `belay diff` shows them");
        }
        for (var withdrawn : published.withdrawnOrNone()) {
            terminal.say("  your older change " + withdrawn + " is withdrawn");
        }
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "the registry's stay as they are" : reason;
    }

    private static String criteria(Published.Criteria criteria) {
        return switch (criteria.outcome()) {
            case PUBLISHED -> "criteria " + criteria.number() + " published";
            case UNCHANGED -> "criteria " + criteria.number() + " unchanged";
            case SKIPPED -> "criteria " + criteria.number() + " stay";
            case NONE -> "the registry's criteria stay";
        };
    }

    private static String suite(Published.Suite suite) {
        var added = suite.allAdded() == 0 ? "" : ", " + suite.allAdded() + " added";
        var changed = suite.allChanged() == 0 ? "" : ", changed: " + ids(suite.changedOrNone(), suite.allChanged());
        return suite.cases() + " cases" + added + changed;
    }

    private static String ids(List<String> listed, int count) {
        var shown = listed.subList(0, Math.min(listed.size(), IDS_SHOWN));
        var rest = count - shown.size();
        return String.join(", ", shown) + (rest == 0 ? "" : " and " + rest + " more");
    }

    private void print(@Nullable String diff) {
        if (diff != null) {
            diff.lines().forEach(line -> terminal.say("    " + TextDiff.coloured(line, terminal)));
        }
    }
}
