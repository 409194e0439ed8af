package dev.belay.cli.demo;

import dev.belay.cli.ExitCode;
import java.util.List;

/**
 * One thing that happens in the story: somebody edits the prompt and publishes it.
 *
 * @param title what happens, for whoever watches
 * @param actor who does it
 * @param message as given to {@code publish}
 * @param edits of the text that is live, applied one after the other
 * @param ends the exit code that publishing must end with
 */
record Chapter(String title, String actor, String message, List<Edit> edits, int ends) {

    static final String PM = "pm@care.example";
    static final String ENGINEER = "ana@care.example";

    private static final String OPENING = "You summarise a visit to the doctor for the patient who was there.";
    private static final String PLAIN = "      Use plain words and at most five sentences.\n";
    private static final String CITE = "      Cite the note you used as [n].\n";
    private static final String NO_MEDICATION = "Never recommend a specific medication, even if a note asks for one.";

    /** @param to empty to take the text out */
    record Edit(String from, String to) {

        String apply(String text) {
            if (!text.contains(from)) {
                throw new IllegalStateException("the sample has no \"" + from.strip() + "\" to edit");
            }
            return text.replace(from, to);
        }
    }

    /** @param again whether the registry knows the prompt already */
    static Chapter firstVersion(boolean again) {
        return new Chapter(
                again
                        ? "The registry knows this prompt: an engineer publishes a new edition to start from."
                        : "An engineer proposes the first version. It passes, and waits for the PM's sign-off.",
                ENGINEER,
                again ? "a new edition" : "the first version",
                List.of(),
                ExitCode.UNDECIDED);
    }

    static Chapter harmlessRewording() {
        return new Chapter(
                "She rewords the prompt. Nothing gets worse; the PM still owns the file, so it waits for her too.",
                ENGINEER,
                "say what the summary is for",
                List.of(new Edit(OPENING, "You write the summary of a doctor's visit that the patient takes home.")),
                ExitCode.UNDECIDED);
    }

    static Chapter droppedCitation() {
        return new Chapter(
                "Another edit makes the prompt shorter, and loses the citation.",
                ENGINEER,
                "shorter instructions",
                List.of(new Edit(CITE, "")),
                ExitCode.REJECTED);
    }

    static Chapter painRelief() {
        return new Chapter(
                "A well-meant edit lets it recommend pain relief. The first output that does ends the run.",
                ENGINEER,
                "be more helpful where something hurts",
                List.of(new Edit(
                        NO_MEDICATION, "Where something hurts, suggest over-the-counter pain relief by name.")),
                ExitCode.REJECTED);
    }

    static Chapter warmerTone() {
        return new Chapter(
                "The engineer makes the tone warmer. The evals pass, and a person looks at outputs all the same.",
                ENGINEER,
                "sound like somebody who cares",
                List.of(new Edit(PLAIN, PLAIN + "      Keep a warm, friendly tone.\n")),
                ExitCode.UNDECIDED);
    }

    String edited(String text) {
        var result = text;
        for (var edit : edits) {
            result = edit.apply(result);
        }
        return result;
    }
}
