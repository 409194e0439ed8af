package dev.belay.evaluation.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import dev.belay.evaluation.document.SharedData;
import dev.belay.evaluation.dryrun.Connections;
import dev.belay.evaluation.dryrun.FolderRun;
import dev.belay.evaluation.dryrun.Judging;
import dev.belay.evaluation.importing.ImportDraft.Status;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import dev.belay.evaluation.provider.StubServer;
import dev.belay.evaluation.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
    private static final Path CORPUS = SharedData.directory().resolve("conformance/promptfoo");
    private static final Checker CHECKER = new Checker();

    /** Why each other configuration of the corpus is no folder, or not without an edit. */
    private static final Map<String, String> NOT_AS_THEY_ARE = Map.of(
            "json-output", "options.transform is not kept",
            "jsonl-test-cases", "Belay has no model \"echo\"",
            "multiple-turn-conversation", "looks back at the conversation",
            "openai-chat-history", "a chat whose messages are made by the template",
            "own-aggregation", "defaultTest.threshold 0.6 is not kept",
            "own-csv", "promptfoo makes a test an error",
            "store-and-reuse-outputs", "a case never depends on another's output");

    @TempDir
    Path folder;

    private static ImportDraft draft(Path config) {
        var reading = new PromptfooReader(Judging.types(CHECKER), id -> true).read(config);
        return new Importer(CHECKER, "care", "pm@care.example", null).draft(reading);
    }

    private ImportDraft draft(String config) throws IOException {
        var file = folder.resolve("triage/promptfooconfig.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, config);
        return draft(file);
    }

    private FolderReading written(FolderDraft draft) throws IOException {
        var place = Importer.place(folder.resolve("out"), draft);
        for (var file : draft.files().entrySet()) {
            var path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return FolderReader.read(place);
    }

    @Test
    void defaultTestBecomesCriteriaAndTestsBecomeCases() throws IOException {
        var draft = draft("""
                prompts: ['Summarise for {{ name }}: {{note}}']
                providers:
                  - {id: 'openai:chat:gpt-4.1-mini', config: {temperature: 0.2, max_tokens: 400}}
                  - openai:chat:gpt-4.1
                defaultTest:
                  assert:
                    - {type: regex, value: '\\[\\d+\\]', metric: cites sources}
                    - {type: not-icontains-any, value: [ibuprofen, naproxen]}
                    - {type: not-regex, value: '\\d+ mg'}
                tests:
                  - description: No diagnosis
                    vars: {note: '[1] Left early, says {{name}}.', name: Ada}
                    assert: [{type: icontains, value: left, weight: 2}]
                    metadata: {area: edge}
                  - vars: {note: [one, two]}
                """);

        assertThat(draft.status()).isEqualTo(Status.AS_IT_IS);
        var only = draft.folders().getFirst();
        assertThat(only.files().get("prompt.yaml")).isEqualTo("""
                name: care/triage
                model:
                  provider: openai
                  name: gpt-4.1-mini
                  temperature: 0.2
                  maxTokens: 400
                messages:
                - role: user
                  content: 'Summarise for {{name}}: {{note}}'
                """);
        assertThat(only.files().get("criteria.yaml"))
                .startsWith("# A draft that belay import made")
                .contains(
                        "id: cites-sources", "bad: [ibuprofen]", "{type: icontains-any, value: [ibuprofen, naproxen]}")
                .contains("not: matches the pattern");
        assertThat(only.files().get("cases/imported.yaml")).isEqualTo("""
                - id: no-diagnosis
                  description: No diagnosis
                  vars:
                    note: '[1] Left early, says Ada.'
                    name: Ada
                  assert:
                  - {type: icontains, value: left, weight: 2.0}
                  tags: ['area:edge']
                - id: case-2
                  vars:
                    note: one
                    name: ''
                - id: case-3
                  vars:
                    note: two
                    name: ''
                """);
        assertThat(written(only)).isInstanceOf(FolderReading.Folder.class);
    }

    @Test
    void whatAFolderCannotHoldIsToldWithFileAndLine() throws IOException {
        var draft = draft("""
                prompts: ['{% call x %}a{% endcall %}', plain]
                providers: [{id: 'openai:chat:m', config: {frequency_penalty: 1}}]
                tests:
                  - vars: {x: 1}
                    assert:
                      - {type: javascript, value: 'output.length < 9'}
                      - {type: moderation}
                """);

        assertThat(draft.status()).isEqualTo(Status.NEEDS_EDIT);
        assertThat(draft.folders()).hasSize(2);
        var said = draft.obstacles().toString();
        assertThat(said)
                .contains("Belay's templates have no {% call %}", "frequency_penalty is not kept")
                .contains("promptfooconfig.yaml:6: tests[0].assert[0]", "{type: regex, value: '^[\\s\\S]{0,8}$'}")
                .contains("moderation");
    }

    @Test
    void templateThatIsMoreThanMustacheStaysAsItIs() throws IOException {
        var draft = draft("""
                prompts: ['{% for x in items %}{{x.n | upper}};{% endfor %}{% if vip %}!{% endif %} {{ name }}']
                providers: [openai:chat:m]
                tests:
                  - vars: {items: [{n: a}, {n: b}], name: '{{vip}}', vip: yes}
                    assert: [{type: contains, value: '{{items[0].n}}'}]
                  - {vars: {items: [{n: c}]}}
                """);

        assertThat(draft.status()).as(draft.obstacles().toString()).isEqualTo(Status.AS_IT_IS);
        var only = draft.folders().getFirst();
        assertThat(only.files().get("prompt.yaml")).contains("template: nunjucks", "{% if vip %}");
        assertThat(only.files().get("cases/imported.yaml")).isEqualTo("""
                - id: case-1
                  vars:
                    items:
                    - n: a
                    - n: b
                    name: yes
                    vip: yes
                  assert:
                  - {type: contains, value: '{{items[0].n}}'}
                - id: case-2
                  vars:
                    items:
                    - n: c
                    name: ''
                """);
        assertThat(written(only)).isInstanceOf(FolderReading.Folder.class);
    }

    @Test
    void setsAndWebhooksAreKept() throws IOException {
        var draft = draft("""
                prompts: ['{{x}}']
                providers: [openai:chat:m]
                defaultTest:
                  assert: [{type: assert-set, threshold: 0.5, assert: [{type: contains, value: a, weight: 2}, {type: is-json}]}]
                tests:
                  - vars: {x: one}
                    assert:
                      - {type: assert-set, threshold: 0.5, weight: 2, assert: [{type: contains, value: a}, {type: is-json}]}
                      - {type: webhook, value: 'https://checks.example'}
                """);

        assertThat(draft.status()).as(draft.obstacles().toString()).isEqualTo(Status.AS_IT_IS);
        var only = draft.folders().getFirst();
        assertThat(only.files().get("criteria.yaml")).contains("says: 'reaches 0.5 of: contains \"a\"; is JSON'");
        var read = (FolderReading.Folder) written(only);
        assertThat(read.criteria().mustHaves().getFirst().assertion().each()).hasSize(2);
        assertThat(read.cases().getFirst().assertionsOrNone())
                .extracting(Assertion::type, Assertion::threshold, Assertion::weight)
                .containsExactly(tuple("assert-set", 0.5, 2.0), tuple("webhook", null, null));
    }

    @Test
    void tagThatNeverClosesIsText() throws IOException {
        var draft = draft("prompts: ['{{x}} use {{ for']\nproviders: [openai:chat:m]\ntests: [{vars: {x: 1}}]\n");

        assertThat(draft.status()).as(draft.obstacles().toString()).isEqualTo(Status.AS_IT_IS);
        assertThat(draft.folders().getFirst().prompt().messages().getFirst().content())
                .isEqualTo("{% raw %}{{x}} use {{ for{% endraw %}");
    }

    @Test
    void whatTestsPutAroundTheirPromptBecomesVariables() throws IOException {
        var draft = draft("""
                prompts: ['{{x}}']
                providers: [openai:chat:m]
                tests:
                  - {vars: {x: 1, prefix: p}, options: {prefix: 'For {{x}}: '}}
                  - {vars: {x: 2, prefix: q}, options: {suffix: '!'}}
                """);

        assertThat(draft.status()).as(draft.obstacles().toString()).isEqualTo(Status.AS_IT_IS);
        var only = draft.folders().getFirst();
        assertThat(only.prompt().messages().getFirst().content()).isEqualTo("{{test_prefix}}{{x}}{{suffix}}");
        assertThat(only.cases().get(0).vars().get("test_prefix").asText()).isEqualTo("For 1: ");
        assertThat(only.cases().get(1).vars().get("suffix").asText()).isEqualTo("!");
    }

    @Test
    void questionThatAFolderWouldAskOtherwiseIsTold() throws IOException {
        var draft = draft("""
                prompts: ['{{chat}}']
                providers: [openai:chat:m]
                tests: [{vars: {chat: '[{"role": "system", "content": "hi"}]'}}]
                """);

        assertThat(draft.status()).isEqualTo(Status.NEEDS_EDIT);
        assertThat(draft.obstacles().toString())
                .contains("promptfooconfig.yaml:3: the model would be asked something else than by promptfoo");
    }

    @Test
    void nothingIsDraftedOfWhatCannotBeImported() throws IOException {
        var chained = draft("""
                prompts: ['{{x}}']
                providers: [openai:chat:m]
                tests: [{vars: {x: 1}, options: {storeOutputAs: y}}]
                """);
        var foreign = draft("prompts: [hi]\nproviders: ['bedrock:m', 'openai:chat:m']\n");

        assertThat(chained.status()).isEqualTo(Status.CANNOT);
        assertThat(chained.folders()).isEmpty();
        assertThat(foreign.status()).isEqualTo(Status.CANNOT);
        assertThat(foreign.obstacles().toString()).contains("bedrock:m", "--provider", "openai:chat:m");
    }

    /** What is imported as it is gives the verdicts that promptfoo gave, case by case. */
    @Test
    void corpusImportedAsItIsKeepsItsVerdicts() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(CORPUS), "skipped: no conformance data; set BELAY_SHARED");
        var softly = new SoftAssertions();
        var compared = 0;
        var others = new TreeMap<String, String>();
        try (var stub = StubServer.start(CORPUS.resolve("replies.json").toAbsolutePath());
                var suites = Files.list(CORPUS)) {
            for (var suite : suites.filter(Files::isDirectory).sorted().toList()) {
                var config = suite.resolve("promptfooconfig.yaml");
                var draft = Files.exists(config) ? draft(config) : null;
                var name = suite.getFileName().toString();
                if (draft != null && draft.status() == Status.AS_IT_IS) {
                    compared++;
                    same(draft, CORPUS.resolve("expected/" + name + ".json"), stub, softly);
                } else if (draft != null) {
                    others.put(name, draft.obstacles().toString());
                }
            }
        }
        softly.assertAll();
        assertThat(others.keySet()).isSubsetOf(NOT_AS_THEY_ARE.keySet());
        others.forEach((name, why) -> assertThat(why).as(name).contains(NOT_AS_THEY_ARE.get(name)));
        assertThat(compared).isGreaterThanOrEqualTo(13);
    }

    private void same(ImportDraft draft, Path expectation, StubServer stub, SoftAssertions softly) throws Exception {
        var expected = EventJson.mapper().readTree(expectation.toFile()).path("results");
        for (int column = 0; column < draft.folders().size(); column++) {
            var reading = written(draft.folders().get(column));
            assertThat(reading)
                    .as(draft.folders().get(column).name() + " " + reading)
                    .isInstanceOf(FolderReading.Folder.class);
            var found = passes((FolderReading.Folder) reading, stub);
            softly.assertThat(found).as(draft.folders().get(column).name()).isEqualTo(passes(expected, column));
        }
    }

    private static List<Boolean> passes(FolderReading.Folder read, StubServer stub) throws InterruptedException {
        var environment = Map.of("OPENAI_BASE_URL", stub.address() + "/v1", "OPENAI_API_KEY", "stub");
        var connections = new Connections(environment);
        var scorer = new Scorer(CHECKER.with(connections.judge("openai:stub-judge")));
        return new FolderRun(read, connections.providers(), scorer)
                .run(16, none -> {}).results().stream()
                        .map(result -> result.passed())
                        .toList();
    }

    private static List<Boolean> passes(JsonNode results, int column) {
        var passes = new ArrayList<Boolean>();
        results.forEach(result -> {
            if (result.path("promptIdx").intValue() == column) {
                passes.add(result.path("pass").booleanValue());
            }
        });
        return passes;
    }
}
