package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Live;
import dev.belay.cli.release.Environment;
import dev.belay.cli.terminal.TextDiff;
import dev.belay.cli.working.PromptMerge.Conflict;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.evaluation.document.DocumentWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a version brings to a folder that was edited meanwhile.
 *
 * @param theirs what is live, or the newest where nothing is
 * @param cameIn unified, from what the folder said; empty when it lacks nothing of theirs
 */
record Incoming(VersionRef theirs, boolean live, PromptMerge merge, String text, List<String> cameIn) {

    private static final String PROMPT = "prompt.yaml";

    static Incoming of(BelayClient client, RegistryState registry, WorkingCopy copy) {
        var live = client.live(copy.name(), Environment.DEFAULT).map(Live::version);
        var theirs = live.orElseGet(() -> newest(registry));
        var base = client.version(base(client, copy, theirs));
        var mine = copy.folder().prompt();
        var merge = PromptMerge.of(base, mine, client.version(theirs.digest()));
        var text = DocumentWriter.prompt(merge.prompt());
        var cameIn = TextDiff.unified("yours/" + PROMPT, DocumentWriter.prompt(mine), "merged/" + PROMPT, text);
        return new Incoming(theirs, live.isPresent(), merge, text, cameIn);
    }

    private static VersionRef newest(RegistryState registry) {
        var version = registry.summary().version();
        if (version == null) {
            throw CliFailure.usage(
                    "the registry has no version of " + registry.summary().prompt() + " to merge", null);
        }
        return new VersionRef(version.number(), version.digest());
    }

    /** Not just what the folder was published at: that has its author's changes in it, and theirs would look as if undone. */
    private static Digest base(BelayClient client, WorkingCopy copy, VersionRef theirs) {
        var at = copy.base() == null ? null : copy.base().version();
        if (at == null) {
            throw CliFailure.usage(
                    "nothing says which version " + copy.path() + " was made from (" + Base.FILE + ")",
                    "`belay diff " + copy.path() + "` shows what is different; `belay pull --force` replaces it.");
        }
        return Parting.of(client.versions(copy.name()), at, theirs.digest())
                .orElseThrow(() -> CliFailure.usage(
                        copy.path() + " and " + theirs + " of " + copy.name() + " descend from no common version",
                        "`belay diff " + copy.path() + "` shows what is different; take over by hand what you need."));
    }

    List<Conflict> conflicts() {
        return merge.conflicts();
    }

    CliFailure refused(Path folder) {
        var file = folder.resolve(PROMPT).toString();
        var details = conflicts().stream()
                .map(conflict -> new CliFailure.Detail(file, null, conflict.place(), sides(conflict)))
                .toList();
        return CliFailure.badInput(
                "%s and your folder changed the same %s; nothing was written"
                        .formatted(named(), details.size() == 1 ? "place" : details.size() + " places"),
                "Edit %s until it says what should hold of both, then `belay pull %s %s --merge` again:"
                                .formatted(file, merge.prompt().name(), folder)
                        + " what has every line of theirs is no conflict. To keep yours there as it is, add --mine.",
                details);
    }

    String named() {
        return theirs + (live ? " (live)" : " (the newest; nothing is live)");
    }

    private String sides(Conflict conflict) {
        return Stream.of(
                        side("was", conflict.base()),
                        side("yours", conflict.ours()),
                        side(theirs.toString(), conflict.theirs()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "both changed it\n", ""));
    }

    private static Stream<String> side(String name, List<String> lines) {
        var shown = lines.isEmpty() ? List.of("(nothing)") : lines;
        return shown.stream().flatMap(String::lines).map(line -> "    %-6s| %s".formatted(name, line));
    }

    /** Empty when the folder has everything already: its file stays as it is written. */
    Optional<FileUpdate> update() {
        return cameIn.isEmpty() ? Optional.empty() : Optional.of(new FileUpdate(PROMPT, text, null, cameIn, false));
    }
}
