package dev.belay.cli.working;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishFoldersTest {

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void repositoryOfTwoFolders() throws Exception {
        root = temporary.toRealPath();
        git("init", "-q");
        for (var name : List.of("one", "two", ".hidden", "target")) {
            belay("init", root.resolve(name).toString(), "--name", "care/letter", "--as", "pm@care.example");
        }
        git("add", "one", "two");
        git("-c", "user.name=ana", "-c", "user.email=ana@care.example", "commit", "-qm", "first");
    }

    @Test
    void folderIsSearchedForPromptsExceptHiddenOnesAndBuilds() {
        assertThat(FolderChoice.of(List.of(root, root.resolve("one")), null))
                .containsExactly(root.resolve("one"), root.resolve("two"));
    }

    @Test
    void folderChangesByAnEditAFileAddedAndAFileMovedAway() throws IOException {
        assertThat(changed()).isEmpty();
        Files.writeString(root.resolve("one").resolve(Base.FILE), "{}");
        assertThat(changed()).isEmpty();
        Files.writeString(root.resolve("one/cases/new.yaml"), "[]");
        assertThat(changed()).containsExactly(root.resolve("one"));
        Files.move(root.resolve("two/cases/examples.yaml"), root.resolve("elsewhere.yaml"));
        assertThat(changed()).containsExactly(root.resolve("one"), root.resolve("two"));
    }

    @Test
    void nothingChangedIsSaidAndFine() {
        var typed = publish("--changed-since", "HEAD");

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out()).contains("No prompt folder changed since HEAD.");
    }

    @Test
    void unknownRevisionIsWrongUsage() {
        var typed = publish("--changed-since", "no-such-branch");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("Git knows no commit 'no-such-branch'", "fetch-depth");
    }

    @Test
    void mistakesOfEveryFolderAreAnnotatedAndSummarised() throws IOException {
        for (var name : List.of("one", "two")) {
            var criteria = root.resolve(name).resolve("criteria.yaml");
            Files.writeString(criteria, Files.readString(criteria).replace("mustNot:", "must_not:"));
        }

        var typed = publish("--format", "github");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out())
                .containsPattern("(?m)^::error file=one/criteria.yaml,line=\\d+,title=Mistake in a prompt folder::")
                .containsPattern("(?m)^::error file=two/criteria.yaml,line=\\d+,");
        assertThat(root.resolve("summary.md"))
                .content()
                .contains("## ✗ one: not published", "## ✗ two: not published", "- [ ] ", "must\\_not");
    }

    private List<Path> changed() {
        return FolderChoice.of(List.of(root), "HEAD");
    }

    private Typed publish(String... options) {
        var arguments = new ArrayList<>(List.of("publish", root.toString(), "-m", "a change", "--check"));
        arguments.addAll(List.of(options));
        var summary = root.resolve("summary.md").toString();
        return belay(Map.of("GITHUB_STEP_SUMMARY", summary), "", arguments.toArray(String[]::new));
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
