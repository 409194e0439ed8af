package dev.belay.cli.run;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.contracts.run.RunControlEvent;
import java.util.regex.Pattern;

/** What a person may name a run by: the run, its change, or the prompt, which stands for its newest change. */
public final class RunId {

    private static final Pattern RUN = Pattern.compile("(ch-[a-z0-9]+)\\.\\d+");
    private static final Pattern CHANGE = Pattern.compile("ch-[a-z0-9]+");

    private RunId() {}

    public static String changeOf(String run) {
        var matcher = RUN.matcher(run);
        return matcher.matches() ? matcher.group(1) : run;
    }

    static boolean isRun(String text) {
        return RUN.matcher(text).matches();
    }

    static boolean isChange(String text) {
        return CHANGE.matcher(text).matches();
    }

    /** The newest attempt of what {@code text} names; the first one when the gate has not opened any yet. */
    public static String resolve(BelayClient client, String text) {
        if (isRun(text)) {
            return text;
        }
        if (isChange(text)) {
            return newestAttempt(client, text);
        }
        var prompt = PromptName.tryParse(text)
                .orElseThrow(() -> CliFailure.usage(
                        "'" + text + "' is no run (ch-….1), no change (ch-…) and no prompt (team/name)",
                        "`belay show team/name` lists a prompt's changes."));
        var newest = client.changes(prompt, 1).stream()
                .findFirst()
                .orElseThrow(() -> CliFailure.usage(
                        prompt + " has no change yet", "`belay publish DIR -m MESSAGE` proposes one."));
        return newestAttempt(client, newest.change());
    }

    private static String newestAttempt(BelayClient client, String change) {
        var runs = client.runs(change);
        if (runs.isEmpty()) {
            // Refused as unknown by the registry, rather than waited for, when there is no such change.
            client.change(change);
            return RunControlEvent.runId(change, 1);
        }
        return runs.getLast().run();
    }
}
