package dev.belay.deployer.sink;

import dev.belay.contracts.release.LiveState;
import java.util.regex.Pattern;

/**
 * Where a tree of files holds a prompt.
 *
 * @param document what is live; absent when nothing is
 * @param mark the number at which it was retired; hidden, since it is nothing for applications
 */
record LivePaths(String document, String mark) {

    private static final Pattern PROMPT =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** A name that leads out of its directory is refused, whoever signed it. */
    static LivePaths of(LiveState live) throws SinkFailed {
        if (!PROMPT.matcher(live.prompt()).matches()) {
            throw SinkFailed.prompt("prompt: " + live.prompt() + " (expected: team/name)");
        }
        var slash = live.prompt().indexOf('/');
        var directory = live.environment() + "/" + live.prompt().substring(0, slash) + "/";
        var name = live.prompt().substring(slash + 1);
        return new LivePaths(directory + name + ".json", directory + "." + name + ".retired");
    }
}
