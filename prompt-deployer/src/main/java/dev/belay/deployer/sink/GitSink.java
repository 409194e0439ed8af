package dev.belay.deployer.sink;

import dev.belay.contracts.release.LiveState;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a Git repository, whose history is the deployment log: one commit for each state. A commit is made on the
 * branch as it is there, and taken only if it is so still. Nothing is kept here but a clone, which may be lost at any time.
 */
final class GitSink implements Sink {

    private static final Set<String> SCHEMES = Set.of("https", "http", "file");
    private static final int TRIES = 5;

    private final GitRemote remote;
    private final String email;
    private final Clock clock;

    private GitSink(GitRemote remote, String email, Clock clock) {
        this.remote = remote;
        this.email = email;
        this.clock = clock;
    }

    /** {@code belay.deployer.sinks.NAME.git} */
    interface Settings {

        URI url();

        @WithDefault("main")
        String branch();

        /** Where the clone is kept, absolute and of this sink and process alone. */
        Path directory();

        /** Some hosts ask for a certain one. */
        @WithDefault("belay")
        String user();

        Optional<String> token();

        /** Of the commits' author, {@code belay}. */
        @WithDefault("belay@localhost")
        String email();
    }

    static GitSink of(Settings settings, Clock clock) {
        var url = settings.url();
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "git.url: a repository's address is expected, https:// and without a user (that is git.user, git.token)");
        }
        if (!settings.directory().isAbsolute()) {
            throw new IllegalArgumentException(
                    "git.directory: " + settings.directory() + " (expected: an absolute path)");
        }
        var remote = new GitRemote(url, settings.branch(), settings.directory(), settings.user(), settings.token());
        return new GitSink(remote, settings.email(), clock);
    }

    @Override
    public String place(String prompt, String environment) {
        return remote + " " + environment + "/" + prompt + ".json";
    }

    @Override
    public long write(LiveState live) throws SinkFailed {
        var paths = LivePaths.of(live);
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                var tip = remote.tip();
                try (var reader = remote.repository().newObjectReader();
                        var walk = new RevWalk(reader)) {
                    var parent = tip == null ? null : walk.parseCommit(tip);
                    var held = Math.max(
                            numberIn(paths.document(), parent, reader), numberIn(paths.mark(), parent, reader));
                    if (held >= live.number()) {
                        return held;
                    }
                    if (remote.push(commit(live, paths, parent, held), tip)) {
                        return live.number();
                    }
                }
            }
        } catch (LockFailedException e) {
            throw SinkFailed.target("the clone is used by another process: " + e.getMessage(), e);
        } catch (IOException e) {
            remote.doubt();
            throw SinkFailed.target(String.valueOf(e.getMessage()), e);
        }
        throw SinkFailed.target("others push to " + remote + " faster than this can", null);
    }

    /** 0 where there is none. */
    private long numberIn(String path, @Nullable RevCommit commit, ObjectReader reader) throws IOException, SinkFailed {
        if (commit == null) {
            return 0;
        }
        try (var file = TreeWalk.forPath(reader, path, commit.getTree())) {
            return file == null
                    ? 0
                    : LiveDocument.numberIn(reader.open(file.getObjectId(0)).getBytes(), remote + " " + path);
        }
    }

    private ObjectId commit(LiveState live, LivePaths paths, @Nullable RevCommit parent, long held) throws IOException {
        try (var inserter = remote.repository().newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree(live, paths, parent, inserter));
            if (parent != null) {
                commit.setParentId(parent);
            }
            commit.setAuthor(new PersonIdent("belay", email, live.since(), ZoneOffset.UTC));
            commit.setCommitter(new PersonIdent("belay", email, clock.instant(), ZoneOffset.UTC));
            commit.setMessage(GitMessage.of(live, held));
            var made = inserter.insert(commit);
            inserter.flush();
            return made;
        }
    }

    private ObjectId tree(LiveState live, LivePaths paths, @Nullable RevCommit parent, ObjectInserter inserter)
            throws IOException {
        var files = DirCache.newInCore();
        if (parent != null) {
            var builder = files.builder();
            try (var reader = inserter.newReader()) {
                builder.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, parent.getTree());
            }
            builder.finish();
        }
        var content = inserter.insert(Constants.OBJ_BLOB, LiveDocument.bytes(live));
        var editor = files.editor();
        editor.add(new DirCacheEditor.DeletePath(live.nothingIsLive() ? paths.document() : paths.mark()));
        editor.add(new DirCacheEditor.PathEdit(live.nothingIsLive() ? paths.mark() : paths.document()) {
            @Override
            public void apply(DirCacheEntry file) {
                file.setFileMode(FileMode.REGULAR_FILE);
                file.setObjectId(content);
            }
        });
        editor.finish();
        return files.writeTree(inserter);
    }

    @Override
    public void close() {
        remote.close();
    }
}
