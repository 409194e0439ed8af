package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.system.model.Latency;
import dev.belay.system.model.ModelStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry is the truth and the folder a working copy; bad input is told where it is and changes nothing. */
class PublishIT {

    private static final String PM = "pm@publish.example";
    private static final String ENGINEER = "ana@publish.example";

    @TempDir
    static Path folder;

    private static ModelStub model;
    private static Belay belay;

    @BeforeAll
    static void start() throws Exception {
        model = new ModelStub(Latency.NONE);
        belay = new Belay(Files.createDirectory(folder.resolve("home")))
                .with("OPENAI_BASE_URL", model.baseUrl())
                .with("OPENAI_API_KEY", "stub")
                .up();
    }

    @AfterAll
    static void stop() throws Exception {
        belay.close();
        model.close();
    }

    @Test
    @Tag("everything")
    void anOldFolderPublishedLosesNothingOfThePms() throws Exception {
        var pms = copy("pms", "publish/owned", "Summarise.").criteria(PM, "forbidden");
        assertThat(publish(pms, PM).exitCode()).isZero();
        var engineers = copy("engineers", "publish/owned", "Summarise plainly.").criteria(PM, "forbidden");
        pms.criteria(PM, "stricter");
        assertThat(publish(pms, PM).exitCode()).isIn(0, 4);
        var strict = criteria("publish/owned");

        var published = publish(engineers, ENGINEER);

        assertThat(published.exitCode()).as(published.toString()).isZero();
        assertThat(published.published().path("criteria").path("outcome").asText())
                .isEqualTo("skipped");
        assertThat(published.published().path("criteria").path("diff").asText()).contains("stricter");
        assertThat(criteria("publish/owned")).isEqualTo(strict);
        assertThat(belay.get("/v1/live/publish/owned")
                        .path("content")
                        .path("messages")
                        .toString())
                .contains("plainly");
    }

    @Test
    void thePmsOwnOldFolderLosesNothingEither() throws Exception {
        var desk = copy("desk", "publish/desk", "Summarise.").criteria(PM, "forbidden");
        assertThat(publish(desk, PM).exitCode()).isZero();
        assertThat(belay.run("pull", "publish/desk", folder.resolve("laptop").toString())
                        .exitCode())
                .isZero();
        desk.criteria(PM, "stricter");
        publish(desk, PM);
        var strict = criteria("publish/desk");
        var laptop = PromptFolder.at(folder.resolve("laptop"), "publish/desk")
                .prompt("Summarise in one line.")
                .criteria(PM, "laxer");

        var published = publish(laptop, PM);

        assertThat(published.published().path("criteria").path("outcome").asText())
                .as(published.toString())
                .isEqualTo("skipped");
        assertThat(criteria("publish/desk")).isEqualTo(strict);
    }

    @Test
    void aCheckReleasesNothingAndALaterPublishPaysNothingAgain() throws Exception {
        var copy = copy("checked", "publish/checked", "Summarise.").criteria(PM, "forbidden");
        var checked = belay.run("publish", copy.path().toString(), "-m", "check", "--check", "--as", PM, "--yes");
        assertThat(checked.exitCode()).as(checked.toString()).isZero();
        assertThat(belay.run("live", "publish/checked").exitCode()).isNotZero();
        var calls = model.calls();

        assertThat(publish(copy, PM).exitCode()).isZero();

        assertThat(model.calls()).isEqualTo(calls);
        assertThat(belay.get("/v1/live/publish/checked")
                        .path("version")
                        .path("number")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "criteria.yaml | owner: a@b.example\\nmust_not: []          | criteria.yaml:2 | mustNot",
                "criteria.yaml | owner: a@b.example\\nowner: b@b.example    | criteria.yaml:2 | owner",
                "prompt.yaml   | name: publish/bad\\nmodel: nowhere:x\\nmessages: [{role: user, content: hi}] | prompt.yaml:2 | nowhere",
                "prompt.yaml   | name: publish/bad\\nmessages: [                | prompt.yaml     | ",
                "cases/a.csv   | id,note\\none,two,three                     | a.csv:2         | ",
                "cases/b.yaml  | - { id: note-1, vars: { note: again } }     | b.yaml:1        | note-1",
                "cases/c.yaml  | - { id: novars, vars: { other: x } }        | c.yaml:1        | note"
            })
    void badInputIsToldWithFileAndLineAndNothingIsPublished(String file, String text, String where, String what)
            throws Exception {
        var copy = copy("bad-" + Math.abs((file + text).hashCode()), "publish/bad", "Summarise.")
                .criteria(PM, "forbidden");
        Files.writeString(copy.path().resolve(file), text.replace("\\n", "\n"));

        var refused = belay.run("publish", copy.path().toString(), "-m", "a slip", "--as", PM, "--yes");

        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.out() + refused.err()).contains(where).contains(what == null ? "" : what);
        assertThat(belay.run("show", "publish/bad").exitCode()).isNotZero();
    }

    @Test
    void aFileThatIsNotUtf8IsNamed() throws Exception {
        var copy = copy("latin", "publish/latin", "Summarise.").criteria(PM, "forbidden");
        Files.write(
                copy.path().resolve("cases/latin.yaml"),
                "- { id: x, vars: { note: \"caf\u00e9\" } }".getBytes(StandardCharsets.ISO_8859_1));

        var refused = publish(copy, PM);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out() + refused.err()).contains("latin.yaml").contains("UTF-8");
    }

    @Test
    void withoutThePlatformTheCommandSaysHowToStartIt() throws Exception {
        var alone = new Belay(Files.createDirectory(folder.resolve("alone"))).with("BELAY_URL", "http://127.0.0.1:9");

        var result = alone.run("live", "publish/owned");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("belay up");
    }

    private static PromptFolder copy(String name, String prompt, String instruction) throws Exception {
        return PromptFolder.at(folder.resolve(name), prompt).prompt(instruction).cases(4);
    }

    private static Belay.Result publish(PromptFolder copy, String actor) throws Exception {
        return belay.signed(belay.run(
                "publish", copy.path().toString(), "-m", "a change", "--as", actor, "--yes", "--output", "json"));
    }

    private static String criteria(String prompt) {
        return belay.get("/v1/prompts/" + prompt)
                .path("criteria")
                .path("digest")
                .asText();
    }
}
