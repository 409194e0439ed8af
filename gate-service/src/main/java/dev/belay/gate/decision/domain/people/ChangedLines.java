package dev.belay.gate.decision.domain.people;

import com.google.re2j.Pattern;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.document.CriteriaDocument.Affects;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.gate.decision.domain.people.AffectedAspect.By;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a candidate adds to the baseline or takes from it, each after its message's role, and its model's settings as
 * lines of their own. What they match makes the change one of tone, persona or safety. Regular expressions are RE2's: no
 * pattern takes longer than its text is long.
 */
public record ChangedLines(List<String> lines) {

    private static final List<String> TONE = List.of(
            "^(model|temperature|topP): ",
            "(?i)\\b(tone|voice|style|friendly|warm(ly)?|formal(ly)?|informal(ly)?|casual(ly)?|polite(ly)?|empath\\w*|kind(ly)?"
                    + "|humou?r\\w*|apologi\\w*|emoji|cheerful(ly)?|concise(ly)?|plain (words|language))\\b");
    private static final List<String> PERSONA = List.of(
            "(?i)\\b(you are|act as|persona|character|your (role|name|job)|introduce yourself|speak as|pretend|on behalf of)\\b");
    private static final List<String> SAFETY = List.of(
            "(?i)\\b(dos(e|age|ing)\\w*|medic(ation|ine)s?|drugs?|prescri\\w*|diagnos\\w*|treatments?|symptoms?|allerg\\w*"
                    + "|emergenc\\w*|overdose|suicid\\w*|self-harm|violen\\w*|weapons?|illegal|legal advice|minors?|children"
                    + "|refuse|safe(ty)?|harm(ful)?|danger\\w*|personal data|password)\\b");

    private static final int LONGEST_QUOTE = 80;

    /** @param baseline absent when nothing is live: then every line is new */
    public static ChangedLines between(@Nullable PromptDocument baseline, PromptDocument candidate) {
        var before = baseline == null ? List.<String>of() : linesOf(baseline);
        var after = linesOf(candidate);
        return new ChangedLines(Stream.concat(without(after, before).stream(), without(before, after).stream())
                .toList());
    }

    /** Of a {@code diff}: one for each aspect whose rules find something. */
    public List<AffectedAspect> aspects(Affects affects) {
        return Stream.of(
                        found(Aspect.TONE, affects.tone(), TONE),
                        found(Aspect.PERSONA, affects.persona(), PERSONA),
                        found(Aspect.SAFETY, affects.safety(), SAFETY))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<AffectedAspect> found(Aspect aspect, @Nullable Detector detector, List<String> usual) {
        if (detector != null && !detector.isOn()) {
            return Optional.empty();
        }
        var patterns = detector == null || detector.diffMatches() == null ? usual : detector.diffMatches();
        for (var pattern : patterns) {
            var compiled = Pattern.compile(pattern);
            for (var line : lines) {
                var matcher = compiled.matcher(line);
                if (matcher.find()) {
                    var why =
                            "\"%s\" in \"%s\"".formatted(quoted(matcher.group().strip()), quoted(line));
                    return Optional.of(new AffectedAspect(aspect, By.DIFF, why, null));
                }
            }
        }
        return Optional.empty();
    }

    private static String quoted(String line) {
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    /** Each line of its messages after the message's role, and its settings as lines of their own. */
    public static List<String> linesOf(PromptDocument prompt) {
        var lines = new ArrayList<String>();
        var model = prompt.model();
        lines.add("model: " + model.provider() + ":" + model.name());
        lines.add("temperature: " + model.temperature());
        lines.add("topP: " + model.topP());
        lines.add("tools: " + prompt.tools());
        lines.add("responseFormat: " + prompt.responseFormat());
        for (var message : prompt.messages()) {
            message.content()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> lines.add(message.role().name().toLowerCase(Locale.ROOT) + ": " + line));
        }
        return lines;
    }

    /** Of several equal lines as many as there are more. */
    public static List<String> without(List<String> lines, List<String> others) {
        var rest = new ArrayList<>(lines);
        others.forEach(rest::remove);
        return rest;
    }
}
