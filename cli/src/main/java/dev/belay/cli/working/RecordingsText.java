package dev.belay.cli.working;

import dev.belay.cli.api.Measures;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run that could call no model came to. */
final class RecordingsText {

    private RecordingsText() {}

    /**
     * What the run scored and what it lacks; a run that stopped early has looked at neither for the rest.
     *
     * @param expected the outputs that the run is about
     * @param measures absent when the results could not be read
     */
    static String of(int expected, @Nullable Measures measures) {
        if (measures == null) {
            return "How many outputs were scored from recordings is not known: the results could not be read.";
        }
        var scored = say("%,d of %,d outputs were scored from recordings", measures.recorded(), expected);
        int without = measures.unaffordable();
        return switch (without) {
            case 0 -> scored + ".";
            case 1 -> scored + "; 1 has no recording: `belay publish --check` asks the model for it.";
            default ->
                say("%s; %,d have no recording: `belay publish --check` asks the model for them.", scored, without);
        };
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
