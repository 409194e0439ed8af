package dev.belay.cli.demo;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.terminal.TextDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Tells the story by typing the commands that anybody would, and insists on how each of them ends. */
final class DemoStory {

    static final String PROMPT = "care/visit-summary";
    static final String OPS = "ops@care.example";

    private final Terminal terminal;
    private final DemoFolder folder;
    private final ToIntFunction<List<String>> type;
    private int told;

    /** @param type runs a command as typed and returns its exit code */
    DemoStory(Terminal terminal, DemoFolder folder, ToIntFunction<List<String>> type) {
        this.terminal = terminal;
        this.folder = folder;
        this.type = type;
    }

    void tell() {
        var live = folder.firstText();
        tell(Chapter.firstVersion(folder.again()), live);
        var reworded = Chapter.harmlessRewording();
        tell(reworded, live);
        live = reworded.edited(live);
        tell(Chapter.droppedCitation(), live);
        tell(Chapter.painRelief(), live);
        rollBack();
    }

    private void tell(Chapter chapter, String live) {
        title(chapter.title());
        var text = chapter.edited(live);
        TextDiff.unified("before", live, "after", text).stream()
                .filter(line -> (line.startsWith("+") || line.startsWith("-")) && !line.matches("(\\+\\+\\+|---) .*"))
                .forEach(line -> terminal.say("   prompt.yaml  " + TextDiff.coloured(line, terminal)));
        folder.write(text);
        typed(chapter.ends(), "publish", folder.path().toString(), "-m", chapter.message(), "--as", chapter.actor());
    }

    private void rollBack() {
        title("Something is wrong in production all the same: ops puts the previous version back.");
        typed(ExitCode.OK, "rollback", PROMPT, "--reason", "patients ask what the summary is", "--yes", "--as", OPS);
    }

    private void title(String text) {
        terminal.blank();
        terminal.say(terminal.bold(++told + "  " + text));
    }

    private void typed(int ends, String... command) {
        terminal.say(terminal.dim("   $ belay " + String.join(" ", quoted(command))));
        int exitCode = type.applyAsInt(List.of(command));
        if (exitCode != ends) {
            throw CliFailure.infrastructure(
                    "the story went another way: exit code " + exitCode + " (expected: " + ends + ")",
                    "What is above says why. `belay status` shows the platform; `belay up --fresh` starts it anew.",
                    null);
        }
    }

    private static List<String> quoted(String... command) {
        var words = new ArrayList<String>();
        for (var word : command) {
            words.add(word.contains(" ") ? '"' + word + '"' : word);
        }
        return words;
    }
}
