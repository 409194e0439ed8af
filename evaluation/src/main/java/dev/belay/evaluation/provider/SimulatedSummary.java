package dev.belay.evaluation.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.evaluation.provider.SimulatedInstructions.Medication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a simulated reply: sentences picked from the note, said to the patient. */
final class SimulatedSummary {

    /** One numbered remark of the note. */
    private record Remark(int number, String text) {}

    private static final int SENTENCES_WHEN_UNASKED = 5;

    private static final Pattern MARKER = Pattern.compile("\\[(\\d{1,3})\\]");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final Pattern ACHES = Pattern.compile(
            "\\b(pains?|painful|ach(e|es|ing)|\\w+ache|fever|sore|sprain\\w*|cramps?|migraines?|hurts?)\\b");

    private SimulatedSummary() {}

    /** Index of the first numbered remark, 0 where none is numbered. */
    static int startOfNote(String message) {
        var marker = MARKER.matcher(message);
        return marker.find() ? marker.start() : 0;
    }

    /** @param chance decides between wordings */
    static String of(String note, SimulatedInstructions asked, long chance) {
        var sentences = new ArrayList<String>();
        var remarks = remarks(note);
        boolean suggests = asked.medication() == Medication.INVITED
                && ACHES.matcher(note.toLowerCase(Locale.ROOT)).find();
        int extra = (asked.warm() ? 1 : 0) + (suggests ? 1 : 0) + (asked.warningSigns() ? 1 : 0);
        int room = Math.max(1, Math.min(asked.maxSentences(), SENTENCES_WHEN_UNASKED) - extra);
        for (var remark : remarks.subList(0, Math.min(room, remarks.size()))) {
            sentences.add(said(remark, asked, chance));
        }
        if (sentences.isEmpty()) {
            sentences.add("There is no note of this visit.");
        }
        if (suggests) {
            sentences.add("You could take ibuprofen 400 mg for that.");
        }
        if (asked.warningSigns()) {
            sentences.add("Seek help at once if it gets worse.");
        }
        if (asked.warm()) {
            sentences.addFirst(
                    Math.floorMod(chance, 2) == 0 ? "Thank you for coming in." : "It was good to see you today.");
        }
        return framed(fitted(sentences, asked), asked);
    }

    private static List<Remark> remarks(String note) {
        var remarks = new ArrayList<Remark>();
        var marker = MARKER.matcher(note);
        int number = 0;
        int start = 0;
        while (marker.find()) {
            addRemark(remarks, number, note.substring(start, marker.start()));
            number = Integer.parseInt(marker.group(1));
            start = marker.end();
        }
        if (number == 0) {
            var sentences = SENTENCE_END.split(note.strip());
            for (int i = 0; i < sentences.length; i++) {
                addRemark(remarks, i + 1, sentences[i]);
            }
        } else {
            addRemark(remarks, number, note.substring(start));
        }
        return remarks;
    }

    private static void addRemark(List<Remark> remarks, int number, String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        if (number > 0 && !line.isEmpty()) {
            remarks.add(new Remark(number, line));
        }
    }

    private static String said(Remark remark, SimulatedInstructions asked, long chance) {
        var text = remark.text().replaceFirst("[\\s.;,]+$", "");
        if (asked.plain()) {
            text = SimulatedWording.inPlainWords(text);
        }
        if (!asked.forClinicians()) {
            text = SimulatedWording.toThePatient(text, chance);
        }
        if (asked.medication() == Medication.FORBIDDEN) {
            text = SimulatedWording.withoutMedicines(text);
        }
        var end = text.matches(".*[!?]$") ? "" : ".";
        return asked.cites() ? text + " [" + remark.number() + "]" + end : text + end;
    }

    /** Whole sentences as long as the words last; of a first one that is too long alone, its beginning. */
    private static List<String> fitted(List<String> sentences, SimulatedInstructions asked) {
        var kept = new ArrayList<String>();
        int words = 0;
        for (var sentence : sentences.subList(0, Math.min(sentences.size(), asked.maxSentences()))) {
            words += sentence.split(" ").length;
            if (words <= asked.maxWords()) {
                kept.add(sentence);
            }
        }
        if (kept.isEmpty()) {
            var cut = Arrays.stream(sentences.getFirst().split(" "))
                    .limit(asked.maxWords())
                    .collect(Collectors.joining(" "));
            kept.add(cut.replaceFirst("[\\s.,;]*$", "."));
        }
        return kept;
    }

    private static String framed(List<String> sentences, SimulatedInstructions asked) {
        var body = asked.bullets() ? "- " + String.join("\n- ", sentences) : String.join(" ", sentences);
        var text = asked.opening() == null ? body : asked.opening() + " " + body;
        return asked.json()
                ? JsonNodeFactory.instance.objectNode().put("summary", text).toString()
                : text;
    }
}
