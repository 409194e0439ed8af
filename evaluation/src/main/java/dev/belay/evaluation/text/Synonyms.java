package dev.belay.evaluation.text;

import java.util.Set;
import java.util.TreeSet;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.dictionary.Dictionary;

/** WordNet 3.1: the single lower-case words that share a sense with a word. Read from a jar when first asked for. */
public final class Synonyms {
    private static final class Loaded {
        static final Dictionary DICTIONARY = dictionary();

        private static Dictionary dictionary() {
            try {
                return Dictionary.getDefaultResourceInstance();
            } catch (JWNLException absent) {
                throw new IllegalStateException("WordNet is not on the class path", absent);
            }
        }
    }

    private Synonyms() {}

    /** Of the word as it stands, without looking for its base form; empty when WordNet does not have it. */
    public static Set<String> of(String word) {
        var synonyms = new TreeSet<String>();
        if (word.isBlank()) {
            return synonyms;
        }
        try {
            for (var kind : POS.values()) {
                // The dictionary reads one file for each kind, and its readers share a position.
                synchronized (Loaded.DICTIONARY) {
                    var entry = Loaded.DICTIONARY.getIndexWord(kind, word);
                    if (entry != null) {
                        entry.getSenses()
                                .forEach(sense -> sense.getWords().forEach(same -> synonyms.add(same.getLemma())));
                    }
                }
            }
        } catch (JWNLException unreadable) {
            throw new IllegalStateException("WordNet cannot be read", unreadable);
        }
        return synonyms;
    }
}
