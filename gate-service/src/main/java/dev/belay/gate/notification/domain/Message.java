package dev.belay.gate.notification.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people are told, and where they go on.
 *
 * @param lines plain text, without markup of any kind; at least one, and the first says it
 */
public record Message(List<String> lines, String url) {

    public Message {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("lines: none (expected: at least one)");
        }
    }

    /**
     * @param asked one of the two requests
     * @param waitsFor whom and what for, in words, with the command that settles it
     * @param owner of the criteria, when it is theirs alone
     */
    public static Message request(
            Occasion asked, String prompt, int version, String waitsFor, @Nullable String owner, String url) {
        var what = asked == Occasion.SIGN_OFF_REQUESTED ? "Sign-off requested" : "Review requested";
        var whom = owner == null ? "every PM of the team, again" : owner;
        return line("%s of %s: %s version %d waits for %s".formatted(what, whom, prompt, version, waitsFor), url);
    }

    /** @param verdict {@code approved} or {@code rejected} */
    public static Message decided(String prompt, int version, String change, String verdict, String url) {
        return line("%s version %d is %s (%s)".formatted(prompt, version, verdict, change), url);
    }

    /** @param left the version that is live no longer; absent where none was */
    public static Message rolledBack(
            String prompt, int version, @Nullable Integer left, @Nullable String by, String url) {
        var from = left == null ? "" : " from version " + left;
        var whose = by == null ? "" : " by " + by;
        return line("%s is rolled back%s to version %d%s".formatted(prompt, from, version, whose), url);
    }

    /** @param reason why nothing is rolled back by itself; absent where it is */
    public static Message breached(
            String prompt, int version, List<String> violated, int observations, @Nullable String reason, String url) {
        var what = "%s version %d: %d output%s that applications got violate%s %s"
                .formatted(
                        prompt,
                        version,
                        observations,
                        observations == 1 ? "" : "s",
                        observations == 1 ? "s" : "",
                        String.join(", ", violated));
        return line(
                what + (reason == null ? "; it is being rolled back" : "; nothing is rolled back by itself: " + reason),
                url);
    }

    private static Message line(String line, String url) {
        return new Message(List.of(line), url);
    }
}
