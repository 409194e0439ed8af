package dev.belay.deployer.sink;

import static dev.belay.deployer.sink.domain.States.live;
import static dev.belay.deployer.sink.domain.States.retired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.deployer.sink.domain.States;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSinkTest {

    private static final String DOCUMENT = "production/care/visit-summary.json";

    @TempDir
    Path directory;

    private Path remote;

    @BeforeEach
    void createRemote() throws Exception {
        GitSurroundings.install();
        remote = directory.resolve("remote.git");
        Git.init().setBare(true).setDirectory(remote.toFile()).call().close();
    }

    @Test
    void eachStateIsACommitThatSaysWhatItIs() throws Exception {
        try (var sink = sink("a")) {
            assertThat(sink.write(live(1))).isEqualTo(1);
            assertThat(sink.write(live(2))).isEqualTo(2);
            assertThat(sink.write(live("care/other", 1))).isEqualTo(1);
        }

        assertThat(log())
                .extracting(RevCommit::getShortMessage)
                .containsExactly(
                        "care/other v1 is live in production",
                        "care/visit-summary v2 is live in production",
                        "care/visit-summary v1 is live in production");
        var second = log().get(1);
        assertThat(second.getAuthorIdent().getName()).isEqualTo("belay");
        assertThat(second.getAuthorIdent().getWhenAsInstant()).isEqualTo(States.SINCE);
        assertThat(second.getFooterLines("Deployment")).containsExactly("2");
        assertThat(second.getFooterLines("Release")).containsExactly("r-2");
        assertThat(second.getFooterLines("Kind")).containsExactly("promote");
        assertThat(second.getFooterLines("Change")).containsExactly("ch-2");
        assertThat(file(DOCUMENT)).contains("\"number\" : 2", "version 2");
    }

    @Test
    void aLowerNumberIsNeverCommittedWhoeverCommittedTheHigherOne() throws Exception {
        try (var sink = sink("a");
                var other = sink("b")) {
            sink.write(live(1));
            other.write(live(5));

            // Its clone says 1, and what it makes of that is not taken.
            assertThat(sink.write(live(4))).isEqualTo(5);
            assertThat(sink.write(live(5))).isEqualTo(5);
        }
        assertThat(log()).hasSize(2);
        assertThat(file(DOCUMENT)).contains("\"number\" : 5");
    }

    @Test
    void twoWritersKeepEachOthersCommitsAndEverybodyElses() throws Exception {
        try (var sink = sink("a");
                var other = sink("b")) {
            sink.write(live("care/a", 1));
            other.write(live("care/b", 1));
            somebodyCommits("README.md");
            sink.write(live("care/a", 2));
            other.write(live("care/b", 2));
        }
        assertThat(log()).hasSize(5);
        assertThat(file("production/care/a.json")).contains("\"number\" : 2");
        assertThat(file("production/care/b.json")).contains("\"number\" : 2");
        assertThat(file("README.md")).isEqualTo("by hand");
    }

    @Test
    void afterAnOutageOneCommitSaysWhatItOvertook() throws Exception {
        try (var sink = sink("a")) {
            sink.write(live(1));
            Files.move(remote, directory.resolve("away.git"));
            assertThatThrownBy(() -> sink.write(live(2))).isInstanceOf(SinkFailed.class);
            assertThatThrownBy(() -> sink.write(live(3))).isInstanceOf(SinkFailed.class);
            Files.move(directory.resolve("away.git"), remote);

            assertThat(sink.write(live(4))).isEqualTo(4);
        }
        assertThat(log()).hasSize(2);
        assertThat(log().getFirst().getFullMessage())
                .contains("Deployments 2 to 3 were overtaken before they could be committed.");
    }

    @Test
    void aRetiredPromptHasNoFileAndComesBackOnlyWithAHigherNumber() throws Exception {
        try (var sink = sink("a")) {
            sink.write(live(4));
            assertThat(sink.write(retired(5))).isEqualTo(5);
            assertThat(file(DOCUMENT)).isNull();
            assertThat(log().getFirst().getShortMessage()).isEqualTo("care/visit-summary is retired in production");

            assertThat(sink.write(live(4))).isEqualTo(5);
            assertThat(file(DOCUMENT)).isNull();
            assertThat(sink.write(live(6))).isEqualTo(6);
            assertThat(file("production/care/.visit-summary.retired")).isNull();
        }
    }

    @Test
    void aLostCloneIsMadeAgain() throws Exception {
        try (var sink = sink("a")) {
            sink.write(live(7));
        }
        try (var sink = sink("fresh")) {
            assertThat(sink.write(live(6))).isEqualTo(7);
            assertThat(sink.write(live(8))).isEqualTo(8);
        }
        assertThat(log()).hasSize(2);
    }

    private GitSink sink(String clone) {
        return GitSink.of(new Settings(remote.toUri(), directory.resolve(clone)), Clock.systemUTC());
    }

    private record Settings(URI url, Path directory) implements GitSink.Settings {

        @Override
        public String branch() {
            return "main";
        }

        @Override
        public String user() {
            return "belay";
        }

        @Override
        public Optional<String> token() {
            return Optional.empty();
        }

        @Override
        public String email() {
            return "belay@localhost";
        }
    }

    private void somebodyCommits(String name) throws Exception {
        var work = directory.resolve("work");
        try (var git = Git.cloneRepository()
                .setURI(new URIish(remote.toUri().toURL()).toString())
                .setBranch("main")
                .setDirectory(work.toFile())
                .call()) {
            Files.writeString(work.resolve(name), "by hand");
            git.add().addFilepattern(name).call();
            git.commit()
                    .setMessage("by hand")
                    .setSign(false)
                    .setAuthor(new PersonIdent("ana", "ana@care.example"))
                    .call();
            git.push().call();
        }
    }

    private List<RevCommit> log() throws Exception {
        try (var repository = open();
                var walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve("refs/heads/main")));
            return StreamSupport.stream(walk.spliterator(), false).toList();
        }
    }

    private @Nullable String file(String path) throws Exception {
        try (var repository = open();
                var walk = new RevWalk(repository)) {
            var tree = walk.parseCommit(repository.resolve("refs/heads/main")).getTree();
            try (var found = TreeWalk.forPath(repository, path, tree)) {
                return found == null
                        ? null
                        : new String(repository.open(found.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private Repository open() throws Exception {
        return new RepositoryBuilder().setGitDir(remote.toFile()).setBare().build();
    }
}
