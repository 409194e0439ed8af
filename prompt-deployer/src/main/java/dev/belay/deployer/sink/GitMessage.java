package dev.belay.deployer.sink;

import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.release.LiveState;

/** What a commit says of a state: one line for people, and lines that {@code git log --format='%(trailers)'} reads. */
final class GitMessage {

    private GitMessage() {}

    /** @param held the number that the branch held before, 0 for none */
    static String of(LiveState live, long held) {
        var message = new StringBuilder(summary(live)).append("\n\n");
        if (held + 1 < live.number()) {
            message.append("Deployments %d to %d were overtaken before they could be committed.\n\n"
                    .formatted(held + 1, live.number() - 1));
        }
        line(message, "Prompt", live.prompt());
        line(message, "Environment", live.environment());
        line(message, "Deployment", Long.toString(live.number()));
        if (!live.nothingIsLive()) {
            line(message, "Version", Integer.toString(live.version().number()));
            line(message, "Digest", live.version().digest().toString());
        }
        line(message, "Release", live.release());
        line(message, "Kind", EventJson.mapper().convertValue(live.kind(), String.class));
        if (live.change() != null) {
            line(message, "Change", live.change());
        }
        return message.toString();
    }

    private static String summary(LiveState live) {
        var where = " in " + live.environment();
        if (live.nothingIsLive()) {
            return live.prompt() + " is retired" + where;
        }
        var candidate = live.candidate();
        return live.prompt() + " v" + live.version().number() + " is live" + where
                + (candidate == null
                        ? ""
                        : ", v" + candidate.version().number() + " for " + live.step() + " % of its traffic");
    }

    private static void line(StringBuilder message, String name, String value) {
        message.append(name).append(": ").append(value).append('\n');
    }
}
