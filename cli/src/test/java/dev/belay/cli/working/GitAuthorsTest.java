package dev.belay.cli.working;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitAuthorsTest {

    @TempDir
    Path repository;

    private Path folder;

    @BeforeEach
    void repositoryWithAPrompt() throws Exception {
        git("init", "--quiet");
        git("config", "user.email", "ines@care.example");
        git("config", "user.name", "Ines");
        folder = Files.createDirectories(repository.resolve("prompts/care/visit-summary"));
        commit("Summarise it.", "paula@care.example", "first");
    }

    @Test
    void areThoseOfEveryCommitSinceTheVersionThatItWasPulledAt() throws Exception {
        pulledHere();
        commit("Summarise it briefly.", "ana@care.example", "briefly");
        commit("Summarise it very briefly.", "ben@care.example", "very\n\nCo-authored-by: Cleo <cleo@care.example>");

        assertThat(authors()).containsExactly("ana@care.example", "ben@care.example", "cleo@care.example");
    }

    @Test
    void whoeverHasItModifiedIsOneOfThem() throws Exception {
        pulledHere();
        write("Summarise it kindly.");

        assertThat(authors()).containsExactly("ines@care.example");
    }

    @Test
    void othersFilesAreNobodysBusiness() throws Exception {
        pulledHere();
        Files.writeString(repository.resolve("README.md"), "hello");
        git("add", ".");
        git("commit", "--quiet", "--author", "D <dora@care.example>", "-m", "readme");

        assertThat(GitAuthors.of(WorkingCopy.read(folder))).isEmpty();
    }

    @Test
    void whereNoCommitHoldsThatVersionEverybodyIs() throws Exception {
        new Base("care/visit-summary", Digest.of("some other version"), null, null).write(folder);
        commit("Summarise it briefly.", "ana@care.example", "briefly");

        assertThat(authors()).containsExactly("ana@care.example", "paula@care.example");
    }

    @Test
    void outsideARepositoryGitSaysNothing(@TempDir Path elsewhere) throws Exception {
        Files.copy(folder.resolve("prompt.yaml"), elsewhere.resolve("prompt.yaml"));

        assertThat(GitAuthors.of(WorkingCopy.read(elsewhere))).isEmpty();
    }

    private List<String> authors() {
        return GitAuthors.of(WorkingCopy.read(folder)).orElseThrow().stream()
                .sorted()
                .toList();
    }

    private void pulledHere() {
        var version = CanonicalJson.of(WorkingCopy.read(folder).folder().prompt(), EventJson.mapper())
                .digest();
        new Base("care/visit-summary", version, null, null).write(folder);
    }

    private void commit(String says, String author, String message) throws Exception {
        write(says);
        git("add", ".");
        git("commit", "--quiet", "--author", "Somebody <" + author + ">", "-m", message);
    }

    private void write(String says) throws IOException {
        Files.writeString(folder.resolve("prompt.yaml"), """
                name: care/visit-summary
                model: { provider: simulated, name: summary }
                messages:
                  - { role: user, content: "%s {{note}}" }
                """.formatted(says));
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
