package dev.belay.deployer.sink;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/** One branch of a remote repository, with a bare clone of it. */
final class GitRemote implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final URI url;
    private final String branch;
    private final Path clone;
    private final String tracking;
    private final @Nullable CredentialsProvider credentials;
    private @Nullable Repository repository;
    private boolean known;

    GitRemote(URI url, String branch, Path clone, String user, Optional<String> token) {
        this.url = url;
        this.branch = Constants.R_HEADS + branch;
        this.tracking = Constants.R_REMOTES + "origin/" + branch;
        this.clone = clone;
        this.credentials = token.map(secret -> new UsernamePasswordCredentialsProvider(user, secret))
                .orElse(null);
    }

    Repository repository() throws IOException {
        if (repository == null) {
            GitSurroundings.install();
            var opened =
                    new RepositoryBuilder().setGitDir(clone.toFile()).setBare().build();
            if (!opened.getObjectDatabase().exists()) {
                opened.create(true);
            }
            repository = opened;
        }
        return repository;
    }

    /** The branch's last commit; null when there is no branch yet. The remote is asked when what is known may be old. */
    @Nullable
    ObjectId tip() throws IOException {
        if (!known) {
            fetch();
            known = true;
        }
        return repository().resolve(tracking);
    }

    /** What is known of the remote may be wrong. */
    void doubt() {
        known = false;
    }

    /** False when the branch is no longer at {@code tip}; other refusals are thrown. */
    boolean push(ObjectId commit, @Nullable ObjectId tip) throws IOException, SinkFailed {
        try (var transport = transport()) {
            var expected = tip == null ? ObjectId.zeroId() : tip;
            var update = new RemoteRefUpdate(repository(), (String) null, commit, branch, false, tracking, expected);
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            return switch (update.getStatus()) {
                case OK, UP_TO_DATE -> {
                    repository().autoGC(NullProgressMonitor.INSTANCE);
                    yield true;
                }
                case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> {
                    doubt();
                    yield false;
                }
                default ->
                    throw SinkFailed.target(
                            this + " refuses the commit: " + update.getStatus()
                                    + (update.getMessage() == null ? "" : ", " + update.getMessage()),
                            null);
            };
        }
    }

    private void fetch() throws IOException {
        try (var transport = transport()) {
            ObjectId there;
            try (var connection = transport.openFetch()) {
                var ref = connection.getRef(branch);
                there = ref == null ? null : ref.getObjectId();
            }
            if (there == null) {
                forget();
            } else if (!there.equals(repository().resolve(tracking))) {
                transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + branch + ":" + tracking)));
            }
        }
    }

    private void forget() throws IOException {
        var update = repository().updateRef(tracking);
        update.setForceUpdate(true);
        update.delete();
    }

    private Transport transport() throws IOException {
        try {
            var transport = Transport.open(repository(), new URIish(url.toString()));
            transport.setTimeout(PATIENCE_SECONDS);
            transport.setCredentialsProvider(credentials);
            return transport;
        } catch (URISyntaxException e) {
            throw new IOException("git.url: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (repository != null) {
            repository.close();
        }
    }

    @Override
    public String toString() {
        return url + " " + branch;
    }
}
