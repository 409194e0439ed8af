package dev.belay.gate.attempt.domain;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.gate.decision.domain.people.ChangedLines;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a candidate would silently undo what a version brought that went live since the candidate's author began (design §5,
 * rule 10). Both descend from one version; what the live one adds to that or takes from it, the candidate must not lack.
 */
public final class Overtaking {

    private static final int SHOWN = 3;
    private static final int LONGEST_LINE = 100;

    private Overtaking() {}

    /**
     * The version that both descend from; empty where nothing overtook the candidate, or where their origins have nothing in
     * common, so that nothing can be told.
     *
     * @param candidate what it was made from and so on, itself first; {@code live} likewise
     */
    public static Optional<Digest> base(List<Digest> candidate, List<Digest> live) {
        if (live.isEmpty() || candidate.contains(live.getFirst())) {
            return Optional.empty();
        }
        return candidate.stream().filter(live::contains).findFirst();
    }

    /** Why the candidate goes back to its author; empty where it undoes nothing. */
    public static Optional<String> undone(
            PromptDocument base, PromptDocument live, PromptDocument candidate, VersionRef liveVersion) {
        var was = ChangedLines.linesOf(base);
        var is = ChangedLines.linesOf(live);
        var would = ChangedLines.linesOf(candidate);
        var lost = ChangedLines.without(is, was).stream()
                .filter(line -> !would.contains(line))
                .map(line -> "+ " + line);
        var back = ChangedLines.without(was, is).stream()
                .filter(line -> !is.contains(line) && would.contains(line))
                .map(line -> "- " + line);
        var lines = Stream.concat(lost, back).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var shown = lines.stream().limit(SHOWN).map(Overtaking::shortened).collect(Collectors.joining(" | "));
        return Optional.of(
                "%s went live since it was begun, and it would undo %d of its lines (%s%s): belay pull --merge, then publish again"
                        .formatted(liveVersion, lines.size(), shown, lines.size() > SHOWN ? " | …" : ""));
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
