package dev.belay.cli.working;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.FakePlatform;
import dev.belay.cli.Typed;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullCommandTest {

    private final FakePlatform platform = new FakePlatform();

    @TempDir
    private Path temp;

    private Path folder;
    private FolderReading.Folder original;

    @BeforeEach
    void registryHasTheStarterFolder() throws IOException {
        belay("init", temp.resolve("source").toString(), "--name", "care/letter", "--as", "pm@care.example");
        original = read(temp.resolve("source"));
        folder = temp.resolve("copy");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void newFolderSaysWhatTheRegistrySays() {
        registry(original.prompt(), original.cases());

        assertThat(pull().exitCode()).isZero();

        var pulled = read(folder);
        assertThat(pulled.prompt()).isEqualTo(original.prompt());
        assertThat(pulled.criteria()).isEqualTo(original.criteria());
        assertThat(pulled.cases()).containsExactlyInAnyOrderElementsOf(original.cases());
        assertThat(Base.read(folder, "care/letter").orElseThrow().version()).isEqualTo(digest(original.prompt()));
    }

    @Test
    void fileWithTheSameContentKeepsItsComments() throws IOException {
        registry(original.prompt(), original.cases());
        Files.move(temp.resolve("source"), folder);
        var before = Files.readString(folder.resolve("criteria.yaml"));

        var typed = pull();

        assertThat(typed.out()).contains("as it was");
        assertThat(Files.readString(folder.resolve("criteria.yaml")))
                .isEqualTo(before)
                .contains("#");
    }

    @Test
    void newerVersionReplacesAnUneditedFile() {
        registry(original.prompt(), original.cases());
        pull();
        registry(reworded(), original.cases());

        assertThat(pull().exitCode()).isZero();

        assertThat(read(folder).prompt()).isEqualTo(reworded());
    }

    @Test
    void editIsShownAndKeptUnlessForced() throws IOException {
        registry(original.prompt(), original.cases());
        pull();
        edit("prompt.yaml", "in plain words", "in rhymes");
        registry(reworded(), original.cases());

        var refused = pull();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).contains("in rhymes", "in short sentences");
        assertThat(refused.err()).contains("--force");
        assertThat(Files.readString(folder.resolve("prompt.yaml"))).contains("in rhymes");
        assertThat(pull("--force").exitCode()).isZero();
        assertThat(read(folder).prompt()).isEqualTo(reworded());
    }

    @Test
    void caseThatTheRegistryChangedIsReplacedInItsFileAndOthersStay() throws IOException {
        registry(original.prompt(), original.cases());
        pull();
        Files.writeString(folder.resolve("cases/mine.csv"), "id,note\nmine,[1] Only here.\n");
        var changed = new ArrayList<>(original.cases());
        changed.set(0, withDescription(changed.getFirst(), "changed elsewhere"));
        changed.add(withId(changed.getLast(), "added-elsewhere"));
        registry(original.prompt(), changed);

        assertThat(pull().exitCode()).isZero();

        var ids = read(folder).cases().stream().map(SuiteDocument.Case::id).toList();
        assertThat(ids).contains("mine", "added-elsewhere").hasSize(5);
        assertThat(read(folder).cases()).contains(changed.getFirst());
        assertThat(Files.readString(folder.resolve("cases/mine.csv"))).isEqualTo("id,note\nmine,[1] Only here.\n");
    }

    @Test
    void caseEditedInTheFolderIsNotLostSilently() throws IOException {
        registry(original.prompt(), original.cases());
        pull();
        edit("cases/cases.yaml", "stairs", "ladder");
        var changed = new ArrayList<>(original.cases());
        changed.replaceAll(one -> withDescription(one, "changed elsewhere"));
        registry(original.prompt(), changed);

        var refused = pull();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("cases/cases.yaml"))).contains("ladder");
    }

    @Test
    void diffShowsWhatPublishingWouldChange() throws IOException {
        registry(original.prompt(), original.cases());
        pull();
        edit("prompt.yaml", "in plain words", "in rhymes");
        Files.writeString(folder.resolve("cases/more.yaml"), "- { id: fresh, vars: { note: \"[1] New.\" } }\n");

        var typed = belay("diff", folder.toString(), "--url", platform.url());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("+", "in rhymes", "new cases: fresh");
    }

    private Typed pull(String... options) {
        var arguments = new ArrayList<>(List.of("pull", "care/letter", folder.toString(), "--url", platform.url()));
        arguments.addAll(List.of(options));
        return belay(arguments.toArray(String[]::new));
    }

    private void registry(PromptDocument prompt, List<SuiteDocument.Case> cases) {
        var suite = new SuiteDocument(cases);
        platform.now(
                        "GET /v1/prompts/care/letter",
                        Map.of(
                                "prompt",
                                "care/letter",
                                "version",
                                Map.of("number", 1, "digest", digest(prompt)),
                                "criteria",
                                Map.of("number", 1, "digest", digest(original.criteria()), "owner", "pm@care.example"),
                                "suite",
                                Map.of("number", 1, "digest", digest(suite), "cases", cases.size())))
                .now("GET /v1/versions/" + digest(prompt), prompt)
                .now("GET /v1/criteria/" + digest(original.criteria()), original.criteria())
                .now("GET /v1/suites/" + digest(suite), suite);
    }

    private PromptDocument reworded() {
        var messages = original.prompt().messages().stream()
                .map(message -> new PromptDocument.Message(
                        message.role(), message.content().replace("in plain words", "in short sentences")))
                .toList();
        return new PromptDocument("care/letter", null, original.prompt().model(), messages, null, null);
    }

    private static SuiteDocument.Case withDescription(SuiteDocument.Case one, String description) {
        return new SuiteDocument.Case(
                one.id(), description, one.vars(), one.assertions(), null, one.from(), one.failureMode(), null);
    }

    private static SuiteDocument.Case withId(SuiteDocument.Case one, String id) {
        return new SuiteDocument.Case(id, null, one.vars(), null, null, one.from(), null, null);
    }

    private void edit(String file, String from, String to) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private static FolderReading.Folder read(Path folder) {
        var reading = FolderReader.read(folder);
        assertThat(reading).isInstanceOf(FolderReading.Folder.class);
        return (FolderReading.Folder) reading;
    }

    private static Digest digest(Object document) {
        return CanonicalJson.of(document, EventJson.mapper()).digest();
    }
}
