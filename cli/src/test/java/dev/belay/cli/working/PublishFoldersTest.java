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
            belay(
                    "init",
                    root.resolve(name).toString(),
                    "--name",
                    "care/" + name.replace(".", ""),
                    "--as",
                    "pm@care.example");
        }
        git("add", "one", "two");
        commit("first");
    }

    private void commit(String message) throws Exception {
        git("-c", "user.name=ana", "-c", "user.email=ana@care.example", "commit", "-qm", message);
    }

    @Test
    void folderIsSearchedForPromptsExceptHiddenOnesAndBuilds() {
        assertThat(FolderChoice.of(List.of(root, root.resolve("one"))))
                .containsExactly(root.resolve("one"), root.resolve("two"));
    }

    @Test
    void folderChangesByAnEditAFileAddedAndAFileMovedAway() throws IOException {
        assertThat(changed()).isEmpty();
        Files.writeString(root.resolve("one").resolve(Base.FILE), "{}");
        assertThat(changed()).isEmpty();
        edit("one");
        assertThat(changed()).containsExactly(root.resolve("one"));
        Files.move(root.resolve("two/cases/examples.yaml"), root.resolve("elsewhere.yaml"));
        assertThat(changed()).containsExactly(root.resolve("one"), root.resolve("two"));
    }

    @Test
    void whatOthersDidSinceTheBranchLeftIsNoChangeOfIt() throws Exception {
        git("branch", "main-of-others");
        edit("one");
        git("add", "one");
        commit("of this branch");
        git("checkout", "-q", "main-of-others");
        edit("two");
        git("add", "two");
        commit("of others");
        git("checkout", "-q", "-");

        assertThat(changed("main-of-others")).containsExactly(root.resolve("one"));
    }

    @Test
    void branchWithoutACommitInCommonIsWrongUsage() throws Exception {
        git("branch", "this");
        git("checkout", "-q", "--orphan", "unrelated");
        commit("another beginning");
        git("checkout", "-q", "this");

        var typed = publish("--changed-since", "unrelated");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("HEAD left 'unrelated'", "no commit in common", "fetch-depth");
    }

    @Test
    void folderOutsideGitIsWrongUsage(@TempDir Path elsewhere) {
        belay("init", elsewhere.toString(), "--name", "care/letter", "--as", "pm@care.example");

        var typed = belay("publish", elsewhere.toString(), "--check", "--changed-since", "HEAD");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("is in no Git repository", "--changed-since needs one");
    }

    @Test
    void foldersOfOnePromptAreRefusedEachWithItsFile() throws IOException {
        rename("two", "care/one");

        var typed = publish("--output", "json");

        assertThat(typed.exitCode()).isEqualTo(2);
        var errors = typed.json().path("error").path("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0).path("file").asText()).endsWith("one/prompt.yaml");
        assertThat(errors.get(0).path("line").asInt()).isPositive();
        assertThat(errors.get(0).path("message").asText()).contains("care/one", "two/prompt.yaml");
        assertThat(errors.get(1).path("message").asText()).contains("one/prompt.yaml");
    }

    @Test
    void copyOfAPromptThatDidNotChangeIsRefusedToo() throws IOException {
        rename("two", "care/one");

        assertThat(changed()).containsExactly(root.resolve("two"));
        assertThat(publish("--changed-since", "HEAD", "--format", "github").out())
                .containsPattern("(?m)^::error file=one/prompt.yaml,line=\\d+,.*care/one is also the name")
                .containsPattern("(?m)^::error file=two/prompt.yaml,line=\\d+,");
    }

    @Test
    void jsonOfNoFolderHasTheShapeOfMany() {
        var json = publish("--changed-since", "HEAD", "--output", "json").json();

        assertThat(json.path("exitCode").asInt(-1)).isZero();
        assertThat(json.path("folders").isArray()).isTrue();
        assertThat(json.path("folders")).isEmpty();
    }

    private void edit(String name) throws IOException {
        Files.writeString(root.resolve(name).resolve("cases/new.yaml"), "[]");
    }

    private void rename(String name, String prompt) throws IOException {
        var file = root.resolve(name).resolve("prompt.yaml");
        Files.writeString(file, Files.readString(file).replace("care/" + name, prompt));
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
        return changed("HEAD");
    }

    private List<Path> changed(String since) {
        return FolderChoice.changed(FolderChoice.of(List.of(root)), since);
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
