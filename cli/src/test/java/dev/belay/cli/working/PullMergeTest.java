package dev.belay.cli.working;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.DocumentWriter;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** v1 is where all began, v2 went live meanwhile, and v3 is the folder's as it was published from v1. */
class PullMergeTest {

    private static final PromptDocument V1 = prompt("Summarise the note.\nBe brief.\nCite it.");
    private static final PromptDocument V2 = prompt("Summarise the note.\nBe brief.\nCite it.\nName no medicine.");
    private static final PromptDocument V3 = prompt("Summarise the note kindly.\nBe brief.\nCite it.");
    private static final PromptDocument BOTH =
            prompt("Summarise the note kindly.\nBe brief.\nCite it.\nName no medicine.");

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path folder;

    @BeforeEach
    void overtaken() throws IOException {
        for (var version : List.of(V1, V2, V3)) {
            platform.on("GET /v1/versions/" + digest(version), version);
        }
        platform.on(
                        "GET /v1/prompts/care/letter",
                        Map.of("prompt", "care/letter", "version", Map.of("number", 3, "digest", digest(V3))))
                .on(
                        "GET /v1/prompts/care/letter/versions",
                        List.of(entry(1, V1, null), entry(2, V2, V1), entry(3, V3, V1)))
                .on("GET /v1/live/care/letter", live());
        folderOf(V3);
        new Base("care/letter", digest(V3), null, null).write(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void whatWentLiveIsMergedIntoWhatWasPublished() {
        var typed = pull("--merge");

        assertThat(typed.exitCode()).as(typed.toString()).isZero();
        assertThat(typed.out())
                .contains("+    Name no medicine.", "is merged with v2 (live)")
                .doesNotContain("-    ");
        assertThat(prompt()).isEqualTo(BOTH);
        assertThat(Base.read(folder, "care/letter").orElseThrow().version()).isEqualTo(digest(V2));
    }

    @Test
    void mergedTwiceItIsAsItWas() throws IOException {
        pull("--merge");
        Files.writeString(folder.resolve("prompt.yaml"), "# mine\n" + DocumentWriter.prompt(BOTH));

        var json = pull("--merge", "--output", "json").json();

        assertThat(json.path("written")).isEmpty();
        assertThat(json.path("cameIn")).isEmpty();
        assertThat(json.path("version").path("number").asInt()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("prompt.yaml"))).startsWith("# mine");
    }

    @Test
    void conflictShowsBothSidesAndWritesNothing() throws IOException {
        folderOf(prompt("Summarise the note.\nBe brief.\nCite it.\nName the medicine."));
        var before = Files.readString(folder.resolve("prompt.yaml"));

        var refused = pull("--merge");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("messages[0].content", "yours | Name the medicine.", "v2    | Name no medicine.")
                .contains("--mine", "belay pull care/letter " + folder + " --merge");
        assertThat(Files.readString(folder.resolve("prompt.yaml"))).isEqualTo(before);
        assertThat(Base.read(folder, "care/letter").orElseThrow().version()).isEqualTo(digest(V3));
        assertThat(pull("--merge", "--output", "json").json().path("error").path("errors"))
                .singleElement()
                .satisfies(error -> assertThat(error.path("message").asText()).contains("Name no medicine."));
    }

    @Test
    void conflictEndsWhenBothAreWrittenOrMineIsKept() throws IOException {
        folderOf(prompt("Summarise the note.\nBe brief.\nCite it.\nName the medicine."));
        var kept = pull("--merge", "--mine");
        assertThat(kept.exitCode()).as(kept.toString()).isZero();
        assertThat(kept.out()).contains("kept yours: messages[0].content");
        assertThat(Base.read(folder, "care/letter").orElseThrow().version()).isEqualTo(digest(V2));

        var both = prompt("Summarise the note.\nBe brief.\nCite it.\nName no medicine.\nName the doctor.");
        folderOf(both);
        new Base("care/letter", digest(V3), null, null).write(folder);
        assertThat(pull("--merge").exitCode()).isZero();
        assertThat(prompt()).isEqualTo(both);
    }

    @Test
    void folderWithoutAKnownOriginIsNotMerged() throws IOException {
        Files.delete(folder.resolve(Base.FILE));
        assertThat(pull("--merge").err()).contains(".belay-base.json", "belay diff");

        new Base("care/letter", Digest.of("elsewhere"), null, null).write(folder);
        var refused = pull("--merge");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("no common version");
        assertThat(prompt()).isEqualTo(V3);
    }

    @Test
    void mineAloneIsAMistake() {
        assertThat(pull("--mine").err()).contains("Add --merge.");
    }

    private Typed pull(String... options) {
        var arguments = new ArrayList<>(List.of("pull", "care/letter", folder.toString(), "--url", platform.url()));
        arguments.addAll(List.of(options));
        return belay(arguments.toArray(String[]::new));
    }

    private void folderOf(PromptDocument prompt) throws IOException {
        Files.writeString(folder.resolve("prompt.yaml"), DocumentWriter.prompt(prompt));
    }

    private PromptDocument prompt() {
        return ((FolderReading.Folder) FolderReader.read(folder)).prompt();
    }

    private static PromptDocument prompt(String system) {
        return new PromptDocument(
                "care/letter",
                null,
                new PromptDocument.Model("simulated", "care", null, null, null, null, null),
                List.of(new Message(Role.SYSTEM, system), new Message(Role.USER, "{{note}}")),
                null,
                null);
    }

    private static Map<String, Object> entry(int number, PromptDocument version, PromptDocument parent) {
        var entry = new HashMap<String, Object>(Map.of(
                "number", number, "digest", digest(version), "author", "ana", "publishedAt", "2026-01-01T00:00:00Z"));
        if (parent != null) {
            entry.put("parent", digest(parent));
        }
        return entry;
    }

    private static Map<String, Object> live() {
        var version = Map.of("number", 2, "digest", digest(V2));
        return Map.of("prompt", "care/letter", "environment", "production", "number", 7, "version", version);
    }

    private static Digest digest(Object document) {
        return CanonicalJson.of(document, EventJson.mapper()).digest();
    }
}
