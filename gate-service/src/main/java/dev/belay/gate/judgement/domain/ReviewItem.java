package dev.belay.gate.judgement.domain;

import dev.belay.contracts.canonical.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Two outputs for one input, side by side.
 *
 * @param item what the reviewer calls it by
 * @param candidate the ledger's key of the candidate's output; of a control, of the output that the example is put into
 * @param baseline absent where the baseline has none
 * @param candidateFirst whether it stands at A; the baseline's then stands at B
 * @param control the example of what must not be that is put into the output; absent for an output as it is
 */
public record ReviewItem(
        int item,
        String caseId,
        Digest candidate,
        @Nullable Digest baseline,
        boolean candidateFirst,
        @Nullable Control control) {

    /**
     * @param mustNot whose example it is
     * @param at where between the output's sentences, 0 before the first and 1 after the last
     */
    public record Control(String mustNot, String example, double at) {

        /** The output as a model would have written it that does the forbidden thing in passing. */
        public String in(String output) {
            var sentences = output.split("(?<=[.!?])\\s+|\\n");
            int place = (int) Math.round(at * sentences.length);
            if (place <= 0) {
                return example + " " + output;
            }
            int end = 0;
            for (int i = 0; i < place; i++) {
                end = output.indexOf(sentences[i], end) + sentences[i].length();
            }
            return output.substring(0, end) + " " + example + output.substring(end);
        }
    }
}
