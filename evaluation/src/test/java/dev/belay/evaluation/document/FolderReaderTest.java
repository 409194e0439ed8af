package dev.belay.evaluation.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderReaderTest {

    @TempDir
    Path directory;

    private FolderFixture folder() {
        return FolderFixture.in(directory);
    }

    @Test
    void soundFolderIsRead() throws IOException {
        var folder = folder().sound();

        assertThat(folder.prompt().name()).isEqualTo("care/visit-summary");
        assertThat(folder.prompt().model()).isEqualTo(new Model("openai", "gpt-4.1-mini", 0.2, 400, null, null, null));
        assertThat(folder.prompt().messages())
                .containsExactly(
                        new Message(Role.SYSTEM, "Summarise the visit. Cite the note you used as [n]."),
                        new Message(Role.USER, "{{note}}"));
        assertThat(folder.criteria().mustNots().getFirst().detect().type()).isEqualTo("icontains-any");
        assertThat(folder.criteria().passRateOrDefault()).isEqualTo(0.95);
        assertThat(folder.cases()).extracting("failureMode").containsExactly("no-diagnosis", null);
        assertThat(folder.cases().get(1).id()).matches("case-[0-9a-f]{12}");
        assertThat(folder.warnings()).isEmpty();
    }

    @Test
    void modelMayBeWrittenShort() throws IOException {
        var prompt = FolderFixture.PROMPT.replaceFirst("model: .*", "model: simulated:care");

        assertThat(folder().with("prompt.yaml", prompt).sound().prompt().model())
                .isEqualTo(new Model("simulated", "care", null, null, null, null, null));
    }

    @Test
    void criteriaAndCasesMayBeAbsent() throws IOException {
        var folder =
                folder().without("criteria.yaml").without("cases/edge.yaml").sound();

        assertThat(folder.criteria()).isNull();
        assertThat(folder.cases()).isEmpty();
    }

    @Test
    void windowsLineEndsAndByteOrderMarksAreTolerated() throws IOException {
        var folder = folder().with("prompt.yaml", "\uFEFF" + FolderFixture.PROMPT.replace("\n", "\r\n"))
                .with("criteria.yaml", FolderFixture.CRITERIA.replace("\n", "\r\n"))
                .with("cases/edge.yaml", FolderFixture.CASES.replace("\n", "\r\n"))
                .with("cases/more.csv", "\uFEFFid,note\r\nx1,\"two\r\nlines\"\r\n")
                .sound();

        assertThat(folder.cases()).hasSize(3);
        assertThat(folder.cases().get(2).vars().get("note").textValue()).isEqualTo("two\r\nlines");
    }

    @Test
    void yesIsTextAndAnEmptyValueIsAbsent() throws IOException {
        var folder = folder().with(
                        "cases/edge.yaml",
                        "- { id: Yes, vars: { note: No }, description: , assert: , failureMode: no-diagnosis }")
                .sound();

        assertThat(folder.cases().getFirst().id()).isEqualTo("Yes");
        assertThat(folder.cases().getFirst().vars().get("note").textValue()).isEqualTo("No");
        assertThat(folder.cases().getFirst().description()).isNull();
    }

    @Test
    void casesWithTheSameVariablesHaveTheSameIdWhereverTheyAreWritten() throws IOException {
        var folder = folder().with("cases/edge.yaml", "- { vars: { note: a, k: 1 } }")
                .sound();
        var other = folder().with("cases/edge.yaml", "- { vars: { k: 1.0, note: 'a' }, from: research }")
                .sound();

        assertThat(other.cases().getFirst().id())
                .isEqualTo(folder.cases().getFirst().id());
    }

    @Test
    void filesOfOtherKindsAreWarnedOf() throws IOException {
        assertThat(folder().with("cases/more.xlsx", "x")
                        .with("cases/.hidden", "x")
                        .sound()
                        .warnings())
                .extracting(Problem::toString)
                .containsExactly("cases/more.xlsx: not read; cases are in .yaml, .yml, .csv, .jsonl and .json files");
    }

    @Test
    void failureModeWithTooFewCasesIsAWarning() throws IOException {
        var criteria = FolderFixture.CRITERIA.replace("minCases: 1", "minCases: 3");

        assertThat(folder().with("criteria.yaml", criteria).sound().warnings())
                .extracting(Problem::toString)
                .containsExactly("criteria.yaml:11: failureModes[0]: 1 of at least 3 cases stand for failure mode"
                        + " no-diagnosis: no change can be approved");
    }

    /** Each line: what is replaced in prompt.yaml, by what, and what is then said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "care/visit-summary|visit-summary|prompt.yaml:1: name: \"visit-summary\" (expected: team/name of letters, digits, . _ -)",
                "name: care/visit-summary|team: care|prompt.yaml:1: name: missing; write team/name, like care/visit-summary",
                "provider: openai|provider: opnai|prompt.yaml:2: model.provider: unknown provider \"opnai\" (known: anthropic, gemini, http, ollama, openai, replay, simulated); did you mean \"openai\"?",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|acme:x|prompt.yaml:2: model: unknown provider \"acme\" (known: anthropic, gemini, http, ollama, openai, replay, simulated)",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|gpt-4.1|prompt.yaml:2: model: \"gpt-4.1\" (expected: provider:name, like openai:gpt-4.1-mini or simulated:care)",
                "maxTokens|max_tokens|prompt.yaml:2: model.max_tokens: unknown field; did you mean \"maxTokens\"?",
                "maxTokens: 400|maxTokens: 1.5|prompt.yaml:2: model.maxTokens: 1.5 (expected: a whole number from 1)",
                "temperature: 0.2|temperature: warm|prompt.yaml:2: model.temperature: \"warm\" (expected: a number from 0 to 2)",
                "temperature: 0.2|temprature: 0.2|prompt.yaml:2: model.temprature: unknown field; did you mean \"temperature\"?",
                "temperature: 0.2|apiKey: x|prompt.yaml:2: model.apiKey: not available in this version (set the provider's address and key, like OPENAI_BASE_URL and OPENAI_API_KEY, in the environment of the workers); remove it",
                "name: gpt-4.1-mini, |``|prompt.yaml:2: model.name: missing; the provider's name of the model",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|claude:x|prompt.yaml:2: model: unknown provider \"claude\" (known: anthropic, gemini, http, ollama, openai, replay, simulated); did you mean \"anthropic\"?",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|{ provider: google, name: x }|prompt.yaml:2: model.provider: unknown provider \"google\" (known: anthropic, gemini, http, ollama, openai, replay, simulated); did you mean \"gemini\"?",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|{ provider: anthropic, name: claude-sonnet-4-5, seed: 1 }|prompt.yaml:2: model.seed: Anthropic's models take no seed; remove it",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|{ provider: anthropic, name: claude-sonnet-4-5, temperature: 1.5 }|prompt.yaml:2: model.temperature: 1.5 (expected: a number from 0 to 1, for Anthropic's models)",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|{ provider: http, name: agent.example/x }|prompt.yaml:2: model: address: \"agent.example/x\" (expected: http:// or https:// with a host, and without a user name)",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|'https://u:p@agent.example/x'|prompt.yaml:2: model: address: \"https://u:p@agent.example/x\" (expected: http:// or https:// with a host, and without a user name)",
                "{ provider: openai, name: gpt-4.1-mini, temperature: 0.2, maxTokens: 400 }|'https://agent.example/x#output'|prompt.yaml:2: model: address: \"https://agent.example/x#output\" (expected: https://host/path, and after a # the JSON pointer of the output, like #/output)",
                "role: system|role: function|prompt.yaml:4: messages[0].role: \"function\" (expected: system, developer, user, assistant or tool)",
                "role: system|role: tool|prompt.yaml:4: messages[0].toolCallId: missing; the id of the call that it answers",
                "role: system|role: user, toolCallId: x|prompt.yaml:4: messages[0].toolCallId: only a message of role tool answers a call; remove it",
                "role: system|role: user, tool_calls: []|prompt.yaml:4: messages[0].tool_calls: unknown field; did you mean \"toolCalls\"?",
                "role: system|role: user, toolCalls: [{}]|prompt.yaml:4: messages[0].toolCalls: only a message of role assistant calls tools; remove it",
                "role: system|role: assistant, toolCalls: [{ id: a, type: function, function: { name: f, arguments: {} } }]|prompt.yaml:4: messages[0].toolCalls[0].function.arguments: {} (expected: text)",
                "\"{{note}}\"|[{ type: text, text: \"{{note\" }]|prompt.yaml:5: messages[1].content: not a Mustache template: Improperly closed variable, in line 1 of its content",
                "\"{{note}}\"|[{ type: video }]|prompt.yaml:5: messages[1].content[0]: {\"type\":\"video\"} (expected: {type: text, text: …} or {type: image_url, image_url: {url: …}})",
                "\"{{note}}\"|\"{{note\"|prompt.yaml:5: messages[1].content: not a Mustache template: Improperly closed variable, in line 1 of its content",
                "\"{{note}}\"|\"{{#note}}\"|prompt.yaml:5: messages[1].content: not a Mustache template: Failed to close 'note' tag, in line 1 of its content",
                "\"{{note}}\"|7|prompt.yaml:5: messages[1].content: 7 (expected: text; put it in quotes)",
                "name: care|name: x/y↵name: care|prompt.yaml:2: name: doubled key, first in line 1; remove one",
                "messages:|messages: {}↵tools:|prompt.yaml:3: messages: {} (expected: a list)",
                "messages:|messages: []↵tools:|prompt.yaml:3: messages: empty; write at least one {role, content}",
                "model: {|model: [|prompt.yaml:2: not YAML: while parsing a flow sequence, expected ',' or ']', but got }",
                "name: care/visit-summary|template: jinja↵name: care/visit-summary|prompt.yaml:1: template: \"jinja\" (expected: mustache or nunjucks)",
                "\"{{note}}\" }|\"{% if note %}\" }↵template: nunjucks|prompt.yaml:5: messages[1].content: not a Nunjucks template: Template render error: {% if %} has no {% endif %}",
                "\"{{note}}\" }|\"{{env.HOME}}\" }↵template: nunjucks|prompt.yaml:5: messages[1].content: not a Nunjucks template: The template reads the environment ({{env…}}), which Belay never shows to templates; give the value as a variable of the case.",
                "\"{{note}}\" }|\"{% include 'x' %}\" }↵template: nunjucks|prompt.yaml:5: messages[1].content: not a Nunjucks template: Template render error: Belay's templates have no {% include %}",
                "name: care/visit-summary|name: !!binary aGk=|prompt.yaml:1: name: the tag tag:yaml.org,2002:binary is not available; remove it",
            })
    void mistakeInThePromptIsNamed(String from, String to, String problem) throws IOException {
        assertThat(folder().with("prompt.yaml", replaced(FolderFixture.PROMPT, from, to))
                        .problems())
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mustNot|must_not|criteria.yaml:4: must_not: unknown field; did you mean \"mustNot\"?",
                "passRate|pass_rate|criteria.yaml:10: pass_rate: unknown field; did you mean \"passRate\"?",
                "passRate: 0.95|passRate: 95|criteria.yaml:10: passRate: 95 (expected: a share from 0 to 1; 95 % is 0.95)",
                "passRate: 0.95|passRate: 95%|criteria.yaml:10: passRate: \"95%\" (expected: a share from 0 to 1; 95 % is 0.95)",
                "owner: pm@care.example|owner: |criteria.yaml:1: owner: missing; the e-mail address of the PM who owns these criteria",
                "'\\[\\d+\\]'|'['|criteria.yaml:3: mustHave[0].assert: regex",
                "type: regex|type: regexp|criteria.yaml:3: mustHave[0].assert: There is no assertion type \"regexp\"; did you mean \"regex\"?",
                "type: regex|type: moderation|criteria.yaml:3: mustHave[0].assert: Belay does not have the assertion type \"moderation\" yet.",
                "value: '\\[\\d+\\]'|value: x, weight: 0|criteria.yaml:3: mustHave[0].assert.weight: a criterion has no weight, since each decides alone; remove it",
                "bad: |example: |criteria.yaml:7: mustNot[0].example: unknown field; did you mean \"bad\"?",
                "bad: |examples: |criteria.yaml:5: mustNot[0].bad: missing; give at least one example of an output that does it",
                "[\"You could take ibuprofen 400 mg for that.\"]|[]|criteria.yaml:7: mustNot[0].bad: empty; give at least one example of an output that does it",
                "[\"You could take ibuprofen 400 mg for that.\"]|take ibuprofen|criteria.yaml:7: mustNot[0].bad: \"take ibuprofen\" (expected: a list)",
                "ibuprofen 400|aspirin 400|criteria.yaml:7: mustNot[0].bad[0]: detect does not find this bad example; make it find it, or remove the example",
                "about pain relief|about naproxen|criteria.yaml:8: mustNot[0].good[0]: detect finds this good example; make it narrower, or remove the example",
                "detect:|assert:|criteria.yaml:9: mustNot[0].assert: unknown field; did you mean \"detect\"?",
                "id: recommends-medication|id: cites-sources|criteria.yaml:5: mustNot[0].id: \"cites-sources\" is also the id of mustHave[0]; give each its own",
                "id: cites-sources|id: cites sources|criteria.yaml:3: mustHave[0].id: \"cites sources\" (expected: letters, digits, . _ -)",
                "passRate: 0.95|affects: { safety: { diffMatches: ['a(?=b)'] } }|criteria.yaml:10: affects.safety.diffMatches[0]: \"a(?=b)\" (expected: a regular expression in RE2's syntax; error parsing regexp: invalid or unsupported Perl syntax: `(?=`)",
                "passRate: 0.95|review: { outputs: 15, minAccepted: 16 }|criteria.yaml:10: review.minAccepted: 16 (expected: a whole number from 1 to outputs)",
                "passRate: 0.95|signOff: [pm, lawyer]|criteria.yaml:10: signOff[1]: \"lawyer\" (expected: one of pm, engineer, ops)",
                "passRate: 0.95|live: { sample: 0.1 }|criteria.yaml:10: live.sample: ",
                "passRate: 0.95|live: { sample: 120% }|criteria.yaml:10: live.sample: \"120%\" (expected: a share like 10%, up to 100%)",
                "passRate: 0.95|live: { rollBackAt: 0 }|criteria.yaml:10: live.rollBackAt: 0 (expected: how many outputs that violate a must-not, from 1)",
                "passRate: 0.95|live: { within: soon }|criteria.yaml:10: live.within: \"soon\" (expected: a time like 90s, 10m or 6h)",
                "passRate: 0.95|live: { window: 10m }|criteria.yaml:10: live.window: unknown field; did you mean \"within\"?",
                "passRate: 0.95|live: { recheck: weekly }|criteria.yaml:10: live.recheck: not available in this version; remove it",
                "passRate: 0.95|judge: opanai:gpt-4.1-mini|criteria.yaml:10: judge: \"opanai:gpt-4.1-mini\" (expected: provider:model, like openai:gpt-4.1-mini, with a provider of anthropic, gemini, http, ollama, openai, replay, simulated; did you mean \"openai\"?)",
                "passRate: 0.95|regression: lax|criteria.yaml:10: regression: \"lax\" (expected: strict or careful)",
                "passRate: 0.95|ceilings: { latencyIncrease: 400 ms }|criteria.yaml:10: ceilings.latencyIncrease: \"400 ms\" (expected: like 400ms or 20%)",
                "passRate: 0.95|ceilings: { costIncrease: 1ms }|criteria.yaml:10: ceilings.costIncrease: \"1ms\" (expected: like 0.001usd or 20%)",
                "passRate: 0.95|ceilings: { p95LatencyMs: 2s }|criteria.yaml:10: ceilings.p95LatencyMs: \"2s\" (expected: milliseconds, without a unit)",
                "passRate: 0.95|ceilings: { costIncrease: 20%, soft: [costIncreas] }|criteria.yaml:10: ceilings.soft[0]: \"costIncreas\" (expected: one of p95LatencyMs, meanCostUsd, latencyIncrease, costIncrease; did you mean costIncrease?)",
                "passRate: 0.95|ceilings: { soft: [costIncrease] }|criteria.yaml:10: ceilings.soft[0]: costIncrease is not set, so it cannot be soft",
                "support-ticket 4711|ticket 4711|criteria.yaml:11: failureModes[0].from: \"ticket 4711\" (expected: one of research, support-ticket, incident, synthetic, and a reference after a blank, like support-ticket 4711)",
                "minCases: 1|minCases: 0|criteria.yaml:11: failureModes[0].minCases: 0 (expected: a whole number from 1)",
                "cites at least one note|``|criteria.yaml:3: mustHave[0].says: missing; what it demands, in words that a person understands",
            })
    void mistakeInTheCriteriaIsNamed(String from, String to, String problem) throws IOException {
        assertThat(folder().with("criteria.yaml", replaced(FolderFixture.CRITERIA, from, to))
                        .problems())
                .anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "note: \"[1] Left before being seen.\"|notes: x|cases/edge.yaml:2: vars: the prompt uses {{note}}, but case no-diagnosis-1 has no value for it; add one (\"\" for none)",
                "vars: { note: \"[1] Left before being seen.\" }|vars:|cases/edge.yaml:2: vars: missing; what the prompt's variables stand for, like {note: …}",
                "vars: { note: \"[1] Left before being seen.\" }|variables: {}|cases/edge.yaml:2: variables: unknown field; did you mean \"vars\"?",
                "note: \"[1] Left before being seen.\"|note: x, big: 12345678901234567890|cases/edge.yaml:2: vars.big: 12345678901234567890 is too large to be kept exactly; put it in quotes",
                "failureMode: no-diagnosis|failureMode: no-diagnos|cases/edge.yaml:5: failureMode: the criteria name no failure mode \"no-diagnos\"; did you mean \"no-diagnosis\"?",
                "from: support-ticket|from: ticket|cases/edge.yaml:4: from: \"ticket 4711\" (expected: one of research, support-ticket, incident, synthetic, and a reference after a blank, like support-ticket 4711)",
                "type: icontains|type: icontain|cases/edge.yaml:3: assert[0]: There is no assertion type",
                "[{ type: icontains, value: seen }]|{ type: icontains, value: seen }|cases/edge.yaml:3: assert: {\"type\":\"icontains\",\"value\":\"seen\"} (expected: a list)",
                "value: seen|values: seen|cases/edge.yaml:3: assert[0].values: unknown field; did you mean \"value\"?",
                "type: icontains, value: seen|type: assert-set, value: seen|cases/edge.yaml:3: assert[0].assert: missing; write the assertions of the set as a list",
                "type: icontains, value: seen|type: assert-set, value: seen|cases/edge.yaml:3: assert[0].value: unknown field; did you mean \"assert\"?",
                "type: icontains, value: seen|type: assert-set, assert: []|cases/edge.yaml:3: assert[0].assert: empty; write at least one assertion",
                "type: icontains, value: seen|type: assert-set, assert: [{ type: icontain, value: a }]|cases/edge.yaml:3: assert[0].assert[0]: There is no assertion type",
                "type: icontains, value: seen|type: assert-set, assert: [{ type: assert-set, assert: [] }]|cases/edge.yaml:3: assert[0].assert[0]: an assert-set within an assert-set",
                "type: icontains, value: seen|type: webhook, value: checks.example|cases/edge.yaml:3: assert[0]: webhook: the value \"checks.example\" (expected: http:// or https://",
                "from: support-ticket 4711|options: { x: 1 }|cases/edge.yaml:4: options: not available in this version (of promptfoo's test cases Belay takes description, vars, assert, threshold and metadata); remove it",
                "from: support-ticket 4711|threshold: 2|cases/edge.yaml:4: threshold: 2 (expected: the least score of the case, from 0 to 1)",
                "id: no-diagnosis-1|id: a/b|cases/edge.yaml:1: id: \"a/b\" (expected: letters, digits, . _ - : @ +, at most 120 of them)",
                "id: no-diagnosis-1|id: 7|cases/edge.yaml:1: id: 7 (expected: text; put it in quotes)",
            })
    void mistakeInACaseIsNamed(String from, String to, String problem) throws IOException {
        assertThat(folder().with("cases/edge.yaml", replaced(FolderFixture.CASES, from, to))
                        .problems())
                .anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "anthropic|role: user, name: ana, content: hi|a name",
                "gemini|role: tool, toolCallId: x, content: hi|a message of role tool",
                "ollama|role: assistant, toolCalls: [{ id: a, type: function, function: { name: f, arguments: '{}' } }]|calls of tools",
                "simulated|role: user, content: [{ type: image_url, image_url: { url: 'https://a.example/b.png' } }]|a part that is no text",
                "anthropic|role: developer, content: [{ type: text, text: hi }]|",
            })
    void whatAProviderCannotBeToldIsRefused(String provider, String message, String lost) throws IOException {
        var prompt = "name: a/b\nmodel: %s:m\nmessages:\n  - { role: user, content: '{{note}}' }\n  - { %s }\n";
        for (var asked : List.of(provider, "openai")) {
            var read = folder().with("prompt.yaml", prompt.formatted(asked, message))
                    .problems();
            if (lost == null || asked.equals("openai")) {
                assertThat(read).isEmpty();
            } else {
                assertThat(read)
                        .containsExactly("prompt.yaml:5: messages[1]: " + lost
                                + " can be passed on to openai (and compatible servers) only, not to " + provider);
            }
        }
    }

    @Test
    void everyMistakeOfEveryFileIsReportedAtOnceInReadingOrder() throws IOException {
        assertThat(folder().with("prompt.yaml", FolderFixture.PROMPT.replace("maxTokens", "max_tokens"))
                        .with(
                                "criteria.yaml",
                                FolderFixture.CRITERIA
                                        .replace("mustHave", "must_have")
                                        .replace("passRate: 0.95", "passRate: 2"))
                        .with("cases/edge.yaml", FolderFixture.CASES.replace("note:", "nte:"))
                        .with("cases/broken.jsonl", "{\"vars\":{\"note\":\"x\"}}\n{\"vars\":\n{\"var\":{}}\n")
                        .problems())
                .map(problem -> problem.replaceFirst("(^[^ ]+ [^ ]+).*", "$1"))
                .containsExactly(
                        "prompt.yaml:2: model.max_tokens:",
                        "criteria.yaml:2: must_have:",
                        "criteria.yaml:10: passRate:",
                        "cases/broken.jsonl:2: not",
                        "cases/broken.jsonl:3: var:",
                        "cases/broken.jsonl:3: vars:",
                        "cases/edge.yaml:2: vars:",
                        "cases/edge.yaml:6: vars:");
    }

    @Test
    void duplicateCaseIdNamesBothPlaces() throws IOException {
        assertThat(folder().with("cases/a.csv", "id,note\nx1,one\nno-diagnosis-1,two\n")
                        .problems())
                .containsExactly(
                        "cases/edge.yaml:1: id: the id \"no-diagnosis-1\" is also that of cases/a.csv:3; give each"
                                + " case its own, or remove one");
    }

    @Test
    void missingFolderAndMissingPromptAreNamed() throws IOException {
        assertThat(folder().without("prompt.yaml").problems())
                .containsExactly("prompt.yaml: missing: the prompt itself; `belay init` writes one");
        assertThat(FolderReader.read(directory.resolve("nowhere")))
                .isInstanceOfSatisfying(
                        FolderReading.Problems.class,
                        found -> assertThat(found.problems().getFirst().message())
                                .startsWith("no such folder"));
    }

    @Test
    void otherSpellingsOfTheFilesAreNotSilentlyIgnored() throws IOException {
        assertThat(folder().without("criteria.yaml")
                        .with("criteria.yml", FolderFixture.CRITERIA)
                        .problems())
                .containsExactly("criteria.yml: rename it to criteria.yaml");
    }

    @Test
    void promptOfThreeMegabytesIsRefusedWithItsSize() throws IOException {
        var prompt = FolderFixture.PROMPT.replace("Summarise", "Summarise. ".repeat(300_000));

        assertThat(folder().with("prompt.yaml", prompt).problems())
                .singleElement()
                .asString()
                .startsWith("prompt.yaml:1: 3222 KiB as canonical JSON (expected: at most 512); move");
    }

    @Test
    void fileThatIsNotUtf8IsRefusedWithThePlace() throws IOException {
        var prompt = FolderFixture.PROMPT.replace("Summarise", "R\u00e9sum\u00e9");

        assertThat(folder().with("prompt.yaml", prompt.getBytes(StandardCharsets.ISO_8859_1))
                        .problems())
                .containsExactly("prompt.yaml:4: not UTF-8: byte 0xE9 at offset 148; save the file as UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "edge.csv|id,note↵a,b,c↵|cases/edge.csv:2: 3 cells, but the first row names 2 columns; put a cell with a comma or a line break in double quotes",
                "edge.csv|id,note↵a,\"b↵|cases/edge.csv:2: not CSV:",
                "edge.csv|note,note↵a,b↵|cases/edge.csv:1: note: doubled column; remove one",
                "edge.csv|note,↵a,b↵|cases/edge.csv:1: column 2 has no name",
                "edge.csv|id;note↵a;b↵|cases/edge.csv:1: one column named \"id;note\"; separate columns with commas",
                "edge.csv|note,__expcted↵a,b↵|cases/edge.csv:1: __expcted: unknown column; did you mean \"__expected\"?",
                "edge.csv|note,__prefix↵a,b↵|cases/edge.csv:1: __prefix: not available in this version; remove it",
                "edge.csv|note,__threshold↵a,half↵|cases/edge.csv:2: __threshold: \"half\" (expected: a number from 0 to 1)",
                "edge.csv|note,__expected↵a,moderation:is kind↵|cases/edge.csv:2: __expected: Belay does not have the assertion type \"moderation\" yet.",
                "edge.csv|note,__expected,__expected2↵a,b,regex:[↵|cases/edge.csv:2: __expected2: regex:",
                "edge.csv|text,id↵a,x↵|cases/edge.csv:2: vars: the prompt uses {{note}}, but case x has no value for it",
                "edge.csv|id,note↵|cases/edge.csv: no case in it; write one, or remove the file",
                "edge.csv|``|cases/edge.csv: no case in it; write one, or remove the file",
                "edge.yaml|``|cases/edge.yaml: no case in it; write one, or remove the file",
                "edge.yaml|[]|cases/edge.yaml: no case in it; write one, or remove the file",
                "edge.yaml|just text|cases/edge.yaml:1: \"just text\" (expected: named fields)",
                "edge.yaml|- &a [*a]|cases/edge.yaml: not YAML: an alias in line 1 contains itself",
                "edge.yaml|- {{note}}: x|cases/edge.yaml:1: [0]: a key must be a plain name; write {{…}} in quotes",
                "edge.yaml|- { vars: { note: .nan } }|cases/edge.yaml:1: [0].vars.note: .nan is no number that JSON has; put it in quotes if it is text",
                "edge.json|[{\"vars\": {\"note\": \"x\"}},↵ {\"vrs\": 1}]|cases/edge.json:2: vrs: unknown field; did you mean \"vars\"?",
                "edge.json|{\"vars\": {\"note\": 1,↵\"note\": 2}}|cases/edge.json:2: not JSON: doubled key 'note'",
                "edge.jsonl|{\"vars\": {\"note\": 1}↵|cases/edge.jsonl:1: not JSON: Unexpected end-of-input",
            })
    void mistakeInACaseFileIsNamed(String file, String content, String problem) throws IOException {
        assertThat(folder().without("cases/edge.yaml")
                        .with("cases/" + file, content == null ? "" : content.replace("↵", "\n"))
                        .problems())
                .anySatisfy(found -> assertThat(found).startsWith(problem));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 100_000})
    void deepNestingAndAliasBombsEndInAMessage(int depth) throws IOException {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(folder().with("cases/deep.yaml", "[".repeat(depth))
                        .with("cases/bomb.yaml", bomb.toString())
                        .problems())
                .anySatisfy(found -> assertThat(found).startsWith("cases/deep.yaml"))
                .anySatisfy(found -> assertThat(found).startsWith("cases/bomb.yaml"));
    }

    @Test
    void binaryFilesEndInAMessage() throws IOException {
        assertThat(folder().with("criteria.yaml", new byte[] {'a', ':', ' ', 0, 1})
                        .problems())
                .containsExactly("criteria.yaml:1: not YAML: the character U+0000 is not allowed; remove it");
    }

    @Test
    void directoryInPlaceOfAFileEndsInAMessage() throws IOException {
        Files.createDirectories(directory.resolve("prompt.yaml"));

        assertThat(folder().without("prompt.yaml").problems())
                .singleElement()
                .asString()
                .startsWith("prompt.yaml: cannot be read");
    }

    private static String replaced(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to == null ? "" : to.replace("↵", "\n"));
    }
}
