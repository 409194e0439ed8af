package dev.belay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.contracts.topic.Topic;
import dev.belay.system.model.Latency;
import dev.belay.system.model.ModelStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engineer, a PM, ops and somebody with access to Kafka can and cannot do, from the command line. */
class GovernanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ANA = "ana@care.example";
    private static final String BEN = "ben@care.example";
    private static final String PM = "pm@care.example";
    private static final String OTHER_PM = "pm@signer.example";

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
    static void everyDecisionIsMadeAgainAndTheRecordIsWhole() throws Exception {
        try {
            var verified = belay.run("verify", "--as", PM);
            assertThat(verified.exitCode()).as(verified.toString()).isZero();
            assertThat(verified.out()).contains("no difference").contains("no flaw");
        } finally {
            belay.close();
            model.close();
        }
    }

    @Test
    void aChangeOfToneIsReviewedAndWhoAcceptsAControlReviewsAgain() throws Exception {
        var copy = handedOff("gov/tone");
        var change = undecided(publish(copy.prompt("Summarise in a warm, friendly tone."), ANA));

        var own = belay.run("review", change, "--as", ANA);
        assertThat(own.exitCode()).as(own.toString()).isEqualTo(2);

        var careless = belay.run(
                "review", change, "--verdicts", verdicts(change, "nothing").toString(), "--as", PM);
        assertThat(careless.exitCode()).as(careless.toString()).isEqualTo(4);
        assertThat(careless.out()).contains("void");
        var inbox = belay.run("inbox", "--as", PM);
        assertThat(inbox.out()).contains(change).contains("belay review " + change);

        var careful = belay.run(
                "review", change, "--verdicts", verdicts(change, "forbidden").toString(), "--as", PM);
        assertThat(careful.exitCode()).as(careful.toString()).isZero();
        assertThat(careful.out()).contains("approved").contains("is live");
    }

    @Test
    void aSafetyAdjacentChangeWaitsForASignOffThatIsNotItsAuthors() throws Exception {
        var copy = signed(folder("gov/safety"), "Summarise.");
        var published = publish(copy.prompt("Summarise, and name every medication with its dosage."), PM);
        var change = undecided(published);
        assertThat(published.out()).contains("safety-adjacent");

        var own = belay.run("sign-off", change, "--as", PM);
        assertThat(own.exitCode()).as(own.toString()).isEqualTo(2);
        assertThat(own.err()).contains("nobody judges their own change");
        var engineer = belay.run("sign-off", change, "--as", ANA);
        assertThat(engineer.exitCode()).as(engineer.toString()).isEqualTo(2);
        assertThat(state(change)).isEqualTo("in-review");

        var signed = belay.run("sign-off", change, "--as", OTHER_PM);
        assertThat(signed.exitCode()).as(signed.toString()).isZero();
    }

    @Test
    void criteriaThatAnEngineerWeakensStayAsTheyAre() throws Exception {
        var copy = signed(folder("gov/weakened"), "Summarise.");
        var before = belay.get("/v1/prompts/gov/weakened").path("criteria").path("digest");

        var published = publish(rewritten(copy.prompt("Summarise shortly."), "passRate: 1", "passRate: 0.1"), ANA);

        assertThat(published.out()).contains("was not published");
        assertThat(belay.get("/v1/prompts/gov/weakened").path("criteria").path("digest"))
                .isEqualTo(before);
        var direct = belay.run("criteria", "publish", copy.path().toString(), "--as", ANA);
        assertThat(direct.exitCode()).as(direct.toString()).isEqualTo(2);
    }

    @Test
    void whatThePmForbidsMeanwhileDoesNotGoLive() throws Exception {
        var copy = handedOff("gov-hand/late");
        assertThat(belay.run("policy", "gov-hand", "dedicated-ml", "--release", "by-hand", "--as", PM)
                        .exitCode())
                .isZero();
        var before = live("gov-hand/late");
        var change = change(belay.run(publication(copy.prompt("Summarise precisely."), ANA, "--no-watch")));
        await().atMost(PATIENCE).until(() -> state(change).equals("approved"));

        var criteria = belay.run(
                "criteria",
                "publish",
                rewritten(copy, "forbidden", "Summary").path().toString(),
                "--as",
                PM);
        assertThat(criteria.exitCode()).as(criteria.toString()).isZero();

        await().atMost(PATIENCE).until(() -> state(change).equals("rejected"));
        assertThat(belay.run("promote", change, "--as", PM).exitCode()).isEqualTo(2);
        assertThat(live("gov-hand/late")).isEqualTo(before);
    }

    @Test
    void anAuthorsSecondChangeWithdrawsTheFirst() throws Exception {
        var copy = signed(folder("gov/second"), "Summarise.");
        var first = undecided(publish(copy.prompt("Summarise one."), ANA));

        var second = undecided(publish(copy.prompt("Summarise two."), ANA));

        await().atMost(PATIENCE).until(() -> state(first).equals("withdrawn"));
        assertThat(state(second))
                .as(belay.run("show", second, "--as", ANA).toString())
                .isEqualTo("in-review");
    }

    @Test
    void ofTwoThatRaceOneIsEvaluatedAgainOrGoesBackWithTheLines() throws Exception {
        var anas = signed(folder("gov/race"), "Summarise.");
        var bens = PromptFolder.at(folder.resolve("bens"), "gov/race");
        assertThat(belay.run("pull", "gov/race", bens.path().toString(), "--as", BEN)
                        .exitCode())
                .isZero();
        var a = undecided(publish(anas.prompt("Summarise in a list."), ANA));
        var b = undecided(publish(bens.prompt("Summarise in a table."), BEN));

        assertThat(belay.signOff(a).exitCode()).isZero();

        await().atMost(PATIENCE).until(() -> state(b).equals("withdrawn"));
        var why = belay.run("show", b, "--as", BEN);
        assertThat(why.out() + why.err()).contains("Summarise in a list.").contains("belay pull --merge");
        assertThat(live("gov/race")).isEqualTo(2);
    }

    @Test
    void whatHasTheLinesThatOvertookItIsEvaluatedAgainAndSignedAgain() throws Exception {
        var anas = signed(folder("gov/stale"), "Summarise.");
        var bens = PromptFolder.at(folder.resolve("stale"), "gov/stale");
        assertThat(belay.run("pull", "gov/stale", bens.path().toString(), "--as", BEN)
                        .exitCode())
                .isZero();
        var a = undecided(publish(anas.prompt("Summarise.\\nUse a list."), ANA));
        var b = undecided(publish(bens.prompt("Summarise.\\nUse a list.\\nUse digits."), BEN));
        assertThat(belay.signOff(a).exitCode()).isZero();

        await().atMost(PATIENCE).until(() -> belay.get("/v1/runs?change=" + b).size() == 2);
        await().atMost(PATIENCE).until(() -> state(b).equals("in-review"));
        var calls = model.calls();

        assertThat(belay.signOff(b).exitCode()).isZero();
        assertThat(live("gov/stale")).isEqualTo(3);
        assertThat(model.calls()).isEqualTo(calls);
    }

    @Test
    void aSmallTeamWithOnePmIsNotDeadlocked() throws Exception {
        assertThat(belay.run("policy", "gov-small", "small-team", "--as", PM).exitCode())
                .isZero();
        var copy = PromptFolder.at(folder.resolve("small"), "gov-small/first")
                .prompt("Summarise.")
                .criteria(PM, "forbidden")
                .cases(2);
        var change = undecided(publish(copy, PM));

        var signed = belay.run("sign-off", change, "--as", BEN);

        assertThat(signed.exitCode()).as(signed.toString()).isZero();
        assertThat(live("gov-small/first")).isEqualTo(1);
    }

    @Test
    void whatIsForgedOrSentAgainChangesNothingAndIsReported() throws Exception {
        var copy = signed(folder("gov/forged"), "Summarise.");
        var second = undecided(publish(copy.prompt("Summarise again."), ANA));
        assertThat(belay.signOff(second).exitCode()).isZero();
        assertThat(belay.run("rollback", "gov/forged", "--yes", "--as", ANA).exitCode())
                .isZero();
        assertThat(live("gov/forged")).isEqualTo(1);
        var log = new TopicLog(belay.bootstrapServers());
        var promote = log.read(Topic.RELEASES.topicName()).stream()
                .filter(record ->
                        "gov/forged".equals(record.key()) && text(record).contains(second))
                .findFirst()
                .orElseThrow();

        // The same genuine bytes once more: valid, and superseded.
        log.send(Topic.RELEASES, "gov/forged", text(promote), headers(promote));
        // Somebody else's idea, with the signature of the genuine one, and with none.
        var forged = text(promote).replace("\"expects\":1", "\"expects\":3");
        log.send(Topic.RELEASES, "gov/forged", forged, headers(promote));
        log.send(Topic.RELEASES, "gov/forged", forged, unsigned(promote));
        // A result that never was, and a change by somebody who never made it.
        for (var topic : List.of(Topic.EVAL_RESULTS, Topic.CHANGES)) {
            var genuine = log.read(topic.topicName()).stream()
                    .filter(record -> text(record).contains("gov/forged"))
                    .findFirst()
                    .orElseThrow();
            var headers = unsigned(genuine);
            headers.put("ce_id", UUID.randomUUID().toString());
            log.send(topic, genuine.key(), text(genuine).replace(ANA, BEN), headers);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deadLetters(log, Topic.RELEASES, Topic.EVAL_RESULTS, Topic.CHANGES))
                        .hasSizeGreaterThanOrEqualTo(4));
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(live("gov/forged")).isEqualTo(1));
        assertThat(belay.get("/v1/live/gov/forged").path("number").asLong()).isEqualTo(3);
    }

    private static List<String> deadLetters(TopicLog log, Topic... topics) {
        return List.of(topics).stream()
                .flatMap(topic -> log.read(topic.deadLetters()).stream())
                .filter(record -> text(record).contains("gov/forged"))
                .map(GovernanceIT::text)
                .toList();
    }

    /** A prompt whose first version is signed and live. */
    private static PromptFolder signed(PromptFolder copy, String says) throws Exception {
        var published =
                belay.signed(publish(copy.prompt(says).criteria(PM, "forbidden").cases(4), PM));
        assertThat(published.exitCode()).as(published.toString()).isZero();
        return copy;
    }

    /** The same, and the engineers': with a failure mode that is covered, and a rollback that the PM used. */
    private static PromptFolder handedOff(String name) throws Exception {
        var copy = folder(name).prompt("Summarise.").criteria(PM, "forbidden").cases(12);
        Files.writeString(
                copy.path().resolve("criteria.yaml"),
                Files.readString(copy.path().resolve("criteria.yaml"))
                        + "failureModes: [{ id: short, says: it is short, minCases: 1 }]\n");
        Files.writeString(
                copy.path().resolve("cases/short.yaml"),
                "- { id: short-1, vars: { note: \"short\" }, failureMode: short }\n");
        assertThat(belay.signed(publish(copy, PM)).exitCode()).isZero();
        assertThat(belay.signed(publish(copy.prompt("Summarise it."), ANA)).exitCode())
                .isZero();
        var refused = belay.run("handoff", name, "--to", "engineers", "--reason", "covered", "--as", PM);
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(4);
        assertThat(belay.run("rollback", name, "--yes", "--as", PM).exitCode()).isZero();
        assertThat(belay.run("resume", name, "--reason", "it was a rehearsal", "--as", PM)
                        .exitCode())
                .isZero();
        assertThat(belay.signed(publish(copy.prompt("Summarise this."), ANA)).exitCode())
                .as("the first version after a rollback is signed")
                .isZero();
        await().atMost(PATIENCE)
                .until(() -> belay.run("handoff", name, "--as", PM).exitCode() == 0);
        var handedOff = belay.run("handoff", name, "--to", "engineers", "--reason", "covered", "--as", PM);
        assertThat(handedOff.exitCode()).as(handedOff.toString()).isZero();
        return copy;
    }

    /** With other criteria. */
    private static PromptFolder rewritten(PromptFolder copy, String from, String to) throws Exception {
        var file = copy.path().resolve("criteria.yaml");
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        return copy;
    }

    private static PromptFolder folder(String name) throws Exception {
        return PromptFolder.at(folder.resolve(name.replace('/', '-')), name);
    }

    private static Belay.Result publish(PromptFolder copy, String actor) throws Exception {
        return belay.run(publication(copy, actor));
    }

    private static String[] publication(PromptFolder copy, String actor, String... more) {
        var command =
                new ArrayList<>(List.of("publish", copy.path().toString(), "-m", "a change", "--as", actor, "--yes"));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private static String undecided(Belay.Result published) {
        assertThat(published.exitCode()).as(published.toString()).isEqualTo(4);
        return change(published);
    }

    private static String change(Belay.Result published) {
        return Belay.changeOf(published);
    }

    /** Of the newest attempt. */
    private static String state(String change) {
        var runs = belay.get("/v1/runs?change=" + change);
        return runs.path(runs.size() - 1).path("state").asText();
    }

    private static int live(String prompt) {
        return belay.get("/v1/live/" + prompt).path("version").path("number").asInt();
    }

    /** Accepts every output but those that say {@code word}. */
    private static Path verdicts(String change, String word) throws Exception {
        var sheet = belay.run("review", change, "--output", "json", "--as", PM);
        assertThat(sheet.exitCode()).as(sheet.toString()).isEqualTo(4);
        var verdicts = StreamSupport.stream(sheet.json().path("pairs").spliterator(), false)
                .map(pair -> Map.of(
                        "item",
                        pair.path("item").asInt(),
                        "a",
                        accepts(pair, "a", word),
                        "b",
                        accepts(pair, "b", word)))
                .toList();
        var file = Files.createTempFile(folder, "verdicts", ".json");
        MAPPER.writeValue(file.toFile(), verdicts);
        return file;
    }

    private static boolean accepts(JsonNode pair, String side, String word) {
        return !pair.path(side).asText().contains(word);
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return TopicLog.text(record);
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(
                        header -> header.key(),
                        header -> new String(header.value(), StandardCharsets.UTF_8),
                        (first, second) -> second,
                        HashMap::new));
    }

    private static Map<String, String> unsigned(ConsumerRecord<String, byte[]> record) {
        var headers = headers(record);
        headers.keySet().removeIf(name -> name.startsWith("ce_belay"));
        return headers;
    }
}
