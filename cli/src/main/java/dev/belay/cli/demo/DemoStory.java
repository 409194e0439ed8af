package dev.belay.cli.demo;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.api.ReviewSheet.Verdict;
import dev.belay.cli.terminal.Terminal;
import dev.belay.cli.terminal.TextDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Tells the story by typing the commands that anybody would, and insists on how each of them ends. */
final class DemoStory {

    static final String PROMPT = "care/visit-summary";
    static final String OPS = "ops@care.example";

    private static final String HANDED = "the suite covers what I look for";

    private final Terminal terminal;
    private final DemoFolder folder;
    private final ToIntFunction<List<String>> type;
    private final Supplier<String> newestChange;
    private final Function<String, List<Verdict>> reviewer;
    private int told;

    /**
     * @param type runs a command as typed and returns its exit code
     * @param newestChange its id
     * @param reviewer judges the outputs of a change as the PM would
     */
    DemoStory(
            Terminal terminal,
            DemoFolder folder,
            ToIntFunction<List<String>> type,
            Supplier<String> newestChange,
            Function<String, List<Verdict>> reviewer) {
        this.newestChange = newestChange;
        this.reviewer = reviewer;
        this.terminal = terminal;
        this.folder = folder;
        this.type = type;
    }

    void tell() {
        criteria();
        var live = folder.firstText();
        tell(Chapter.firstVersion(folder.again()), live);
        signOff();
        var reworded = Chapter.harmlessRewording();
        tell(reworded, live);
        signOff();
        tell(Chapter.droppedCitation(), reworded.edited(live));
        tell(Chapter.painRelief(), reworded.edited(live));
        handOff();
        tell(Chapter.warmerTone(), live);
        review();
        observed();
        drill();
    }

    private void criteria() {
        title("The PM says what good means. Each example of what must not be is tried before the criteria count.");
        if (folder.again()) {
            typed(
                    ExitCode.OK,
                    "handoff",
                    PROMPT,
                    "--to",
                    "pm",
                    "--reason",
                    "the story begins anew",
                    "--as",
                    Chapter.PM);
            // The last telling ended with a rollback; somebody may have opened the prompt since.
            typed(
                    Set.of(ExitCode.OK, ExitCode.USAGE),
                    "resume",
                    PROMPT,
                    "--reason",
                    "the story begins anew",
                    "--as",
                    Chapter.PM);
        }
        typed(ExitCode.OK, "criteria", "publish", folder.path().toString(), "--as", Chapter.PM);
    }

    private void signOff() {
        typed(ExitCode.OK, "sign-off", PROMPT, "--as", Chapter.PM);
    }

    private void handOff() {
        title("The PM wants to hand the file to the engineers. Not before she has rolled back once, says Belay.");
        typed(ExitCode.UNDECIDED, "handoff", PROMPT, "--to", "engineers", "--reason", HANDED, "--as", Chapter.PM);
        typed(ExitCode.OK, "rollback", PROMPT, "--reason", "to know how it feels", "--yes", "--as", Chapter.PM);
        typed(ExitCode.OK, "handoff", PROMPT, "--to", "engineers", "--reason", HANDED, "--as", Chapter.PM);
        terminal.say("   A rollback closes the prompt: nothing goes live until somebody says that it may again.");
        typed(ExitCode.OK, "resume", PROMPT, "--reason", "it was a rehearsal", "--as", Chapter.PM);
    }

    private void review() {
        title(
                "The PM judges pairs of outputs without knowing which is new. Two have something forbidden put into them:");
        terminal.say(terminal.dim("   (the demo plays the PM; she rejects what names a medication)"));
        var change = newestChange.get();
        typed(
                ExitCode.UNDECIDED,
                "review",
                change,
                "--verdicts",
                folder.verdicts(reviewer.apply(change)).toString(),
                "--as",
                Chapter.PM);
        terminal.say("   It is the first version to go live since a rollback, so that somebody signs it too.");
        signOff();
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

    /** Told by ops here, as an application would tell it: POST /v1/observations. */
    private void observed() {
        title("A patient is told the name of a medication all the same. The application tells what it got.");
        typed(
                ExitCode.OK,
                "observe",
                PROMPT,
                "--text",
                "Your knee is sprained [1]. You could take ibuprofen for that.",
                "--wait",
                "--as",
                OPS);
    }

    private void drill() {
        title("Will it work the next time? Ops rehearses a rollback, where no application reads.");
        typed(ExitCode.OK, "drill", PROMPT, "--as", OPS);
    }

    private void title(String text) {
        terminal.blank();
        terminal.say(terminal.bold(++told + "  " + text));
    }

    private void typed(int ends, String... command) {
        typed(Set.of(ends), command);
    }

    private void typed(Set<Integer> ends, String... command) {
        terminal.say(terminal.dim("   $ belay " + String.join(" ", quoted(command))));
        int exitCode = type.applyAsInt(List.of(command));
        if (!ends.contains(exitCode)) {
            throw CliFailure.infrastructure(
                    "the story went another way: exit code " + exitCode + " (expected: "
                            + ends.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or ")) + ")",
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
