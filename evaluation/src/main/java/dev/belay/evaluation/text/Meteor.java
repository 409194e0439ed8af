package dev.belay.evaluation.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * METEOR of one sentence, after Banerjee and Lavie (2005), as promptfoo 0.123 computes it with the package natural: equal
 * words are matched first, from the end of the sentence, then equal stems, then synonyms, and the best reference counts.
 *
 * <p>Quirks kept: fragmentation is punished even where nothing is fragmented, so that an identical single word scores 0.5;
 * synonyms are looked up by the stem of the output's word and compared with the stem of the reference's, so that
 * "automobiles" (stem "automobil") never finds "car"; white space at an end of a text is an (empty) word.
 */
public final class Meteor {
    private static final double ALPHA = 0.9;
    private static final double BETA = 3;
    private static final double GAMMA = 0.5;

    private final Function<String, Set<String>> synonyms;

    /** @param synonyms of a stem, in lower case */
    public Meteor(Function<String, Set<String>> synonyms) {
        this.synonyms = synonyms;
    }

    private record Word(int at, String text) {}

    private record Match(int inOutput, int inReference) {}

    /** @param references at least one */
    public double score(String output, List<String> references) {
        return references.stream()
                .mapToDouble(reference -> score(words(output), words(reference)))
                .max()
                .orElseThrow();
    }

    private double score(List<Word> output, List<Word> reference) {
        int outputLength = output.size();
        int referenceLength = reference.size();
        var matches = new ArrayList<Match>();
        match(output, reference, String::equals, matches);
        mapped(output, PorterStemmer::stem);
        mapped(reference, PorterStemmer::stem);
        match(output, reference, String::equals, matches);
        match(
                output,
                reference,
                (word, other) -> word.equals(other) || synonyms.apply(word).contains(other),
                matches);
        if (matches.isEmpty()) {
            return 0;
        }
        matches.sort(Comparator.comparingInt(Match::inOutput));
        double precision = (double) matches.size() / outputLength;
        double recall = (double) matches.size() / referenceLength;
        double mean = precision * recall / (ALPHA * precision + (1 - ALPHA) * recall);
        double fragmentation = (double) chunks(matches) / matches.size();
        return (1 - GAMMA * Math.pow(fragmentation, BETA)) * mean;
    }

    /** Moves what matches out of the two lists. */
    private static void match(
            List<Word> output, List<Word> reference, BiPredicate<String, String> alike, List<Match> matches) {
        for (int i = output.size() - 1; i >= 0; i--) {
            var word = output.get(i);
            for (int j = reference.size() - 1; j >= 0; j--) {
                if (alike.test(word.text(), reference.get(j).text())) {
                    matches.add(new Match(word.at(), reference.get(j).at()));
                    output.remove(i);
                    reference.remove(j);
                    break;
                }
            }
        }
    }

    private static void mapped(List<Word> words, UnaryOperator<String> change) {
        words.replaceAll(word -> new Word(word.at(), change.apply(word.text())));
    }

    /** Runs of words that stand side by side in both texts. */
    private static int chunks(List<Match> matches) {
        int chunks = 1;
        for (int i = 1; i < matches.size(); i++) {
            var last = matches.get(i - 1);
            var next = matches.get(i);
            chunks += next.inOutput() == last.inOutput() + 1 && next.inReference() == last.inReference() + 1 ? 0 : 1;
        }
        return chunks;
    }

    private static List<Word> words(String text) {
        var tokens = NGrams.split(text);
        var words = new ArrayList<Word>();
        for (int i = 0; i < tokens.size(); i++) {
            words.add(new Word(i, NGrams.withoutTrailingDots(tokens.get(i)).toLowerCase(Locale.ROOT)));
        }
        return words;
    }
}
