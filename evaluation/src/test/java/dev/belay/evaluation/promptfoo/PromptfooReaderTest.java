package dev.belay.evaluation.promptfoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.promptfoo.AssertionEntry.One;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptfooReaderTest {
    private static final Set<String> TYPES = Set.of("contains", "equals", "llm-rubric", "starts-with", "is-json");

    @TempDir
    Path folder;

    private void file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private PromptfooReading read(String config) throws IOException {
        file("promptfooconfig.yaml", config);
        return new PromptfooReader(TYPES, id -> id.equals("echo") || id.startsWith("openai:chat:"))
                .read(folder.resolve("promptfooconfig.yaml"));
    }

    private static List<String> said(PromptfooReading reading) {
        return reading.obstacles().stream()
                .map(each -> Path.of(each.problem().file()).getFileName() + ":"
                        + each.problem().line() + " " + each.problem().field())
                .toList();
    }

    private static List<String> values(PromptfooReading reading, String variable) {
        return reading.plan().steps().stream()
                .map(step -> step.values().get(variable).asText())
                .toList();
    }

    @Test
    void everyTestByEveryProviderWithEveryPrompt() throws IOException {
        var reading = read("""
                prompts: ['a {{x}}', 'b {{x}}']
                providers: [echo, {id: 'openai:chat:m', label: M, prompts: ['b {{x}}']}]
                tests: [{vars: {x: 1}}, {vars: {x: 2}, providers: [M]}]
                """);

        assertThat(reading.obstacles()).isEmpty();
        assertThat(reading.plan().columns())
                .extracting(column ->
                        column.provider().name() + " " + column.prompt().label())
                .containsExactly("echo a {{x}}", "echo b {{x}}", "M b {{x}}");
        assertThat(reading.plan().steps())
                .extracting(step -> step.test() + "/" + step.column())
                .containsExactly("0/0", "0/1", "0/2", "1/2");
    }

    @Test
    void promptsOfFilesAreSplitAndLabelled() throws IOException {
        file("p/many.txt", "one {{x}}\n---\ntwo\nlines\n--- \n");
        file("p/chat.json", "[ { \"role\": \"user\", \"content\": \"{{x}}\" } ]");
        file("p/chat.yaml", "- {role: system, content: Be brief}\n- {role: user, content: '{{x}}'}\n");
        file("p/page.md", "# Page\n{{x}}");
        file("p/two.jsonl", "[{\"role\":\"user\",\"content\":\"1\"}]\n[{\"role\":\"user\",\"content\":\"2\"}]\n");
        file("p/table.csv", "prompt,label\nsay {{x}},named\ntell {{x}},\n");
        var reading = read("""
                prompts: ['file://p/many.txt', 'file://p/chat.json', {id: 'file://p/chat.yaml', label: Chat},
                  'file://p/page.md', 'file://p/two.jsonl', 'file://p/table.csv']
                providers: echo
                """);

        assertThat(reading.obstacles()).isEmpty();
        assertThat(reading.prompts())
                .extracting(PromptEntry::label)
                .containsExactly(
                        "p/many.txt: one {{x}}",
                        "p/many.txt: two\nlines",
                        "p/chat.json: [{\"role\":\"user\",\"content\":\"{{x}}\"}]",
                        "Chat",
                        "p/page.md: # Page\n{{x}}...",
                        "p/two.jsonl: [{\"role\":\"user\",\"content\":\"1\"}]",
                        "p/two.jsonl: [{\"role\":\"user\",\"content\":\"2\"}]",
                        "named",
                        "Prompt 2 - tell {{x}}");
        assertThat(reading.prompts().get(3).raw())
                .isEqualTo(
                        "[{\"role\":\"system\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":\"{{x}}\"}]");
    }

    @Test
    void listsOfTextsMultiplyAndOtherListsDoNot() throws IOException {
        var reading = read("""
                prompts: ['{{a}} {{b}} {{c}}']
                providers: [echo]
                tests:
                  - vars: {a: [x, y], b: [1, 2], c: [p, q]}
                  - vars: {a: [x, y]}
                    options: {disableVarExpansion: true}
                """);

        assertThat(reading.plan().steps()).hasSize(5);
        assertThat(values(reading, "a").subList(0, 4)).containsExactly("x", "x", "y", "y");
        assertThat(reading.plan().steps().getFirst().values().get("b").size()).isEqualTo(2);
    }

    @Test
    void variablesComeFromFilesAndPatternsOfThem() throws IOException {
        file("notes/a.txt", "first\n");
        file("notes/b.txt", "second\n");
        file("v.yaml", "k: [1, 2]\n");
        file("vars/one.yaml", "x: from one\ny: stays\n");
        var reading = read("""
                prompts: ['{{x}}']
                providers: [echo]
                tests:
                  - vars: {x: 'file://notes/*.txt'}
                  - vars: {x: 'file://v.yaml'}
                  - vars: vars/*.yaml
                """);

        assertThat(reading.obstacles()).isEmpty();
        assertThat(values(reading, "x")).containsExactly("second", "first", "{\"k\":[1,2]}", "from one");
        assertThat(reading.plan().steps().getFirst().vars().get("x").asText()).isEqualTo("file://notes/b.txt");
    }

    @Test
    void defaultTestYieldsAndItsAssertionsComeFirst() throws IOException {
        file("shared/default.yaml", """
                vars: {greeting: hello, name: nobody}
                threshold: 0.5
                metadata: {suite: s}
                assert: [{type: contains, value: hello}]
                """);
        var reading = read("""
                prompts: ['{{greeting}} {{name}}']
                providers: [echo]
                defaultTest: file://shared/default.yaml
                tests:
                  - vars: {name: Ada}
                    assert: [{type: equals, value: hello Ada}]
                  - options: {disableDefaultAsserts: true}
                    threshold: 1
                """);

        var first = reading.tests().getFirst();
        assertThat(first.vars()).hasToString("{greeting=\"hello\", name=\"Ada\"}");
        assertThat(first.assertions())
                .extracting(each -> ((One) each).assertion().type())
                .containsExactly("contains", "equals");
        assertThat(first.threshold()).isEqualTo(0.5);
        assertThat(first.metadata().path("suite").asText()).isEqualTo("s");
        assertThat(reading.tests().get(1).assertions()).isEmpty();
        assertThat(reading.tests().get(1).threshold()).isEqualTo(1.0);
    }

    @Test
    void scenariosAreEveryConfigurationWithEveryTest() throws IOException {
        var reading = read("""
                prompts: ['{{language}} {{text}}']
                providers: [echo]
                scenarios:
                  - config:
                      - vars: {language: French}
                      - vars: {language: German}
                        assert: [{type: contains, value: German}]
                    tests:
                      - vars: {text: one}
                      - vars: {text: two}
                        assert: [{type: contains, value: two}]
                """);

        assertThat(values(reading, "language")).containsExactly("French", "French", "German", "German");
        assertThat(values(reading, "text")).containsExactly("one", "two", "one", "two");
        assertThat(reading.tests().get(3).assertions()).hasSize(2);
        assertThat(reading.tests().get(3).metadata().path("conversationId").asText())
                .isEqualTo("__scenario_1__");
    }

    @Test
    void testsComeFromFilesOfEveryForm() throws IOException {
        file("t/a.yaml", "- {vars: {x: yaml}}\n");
        file("t/b.json", "[{\"vars\": {\"x\": \"json\"}, \"description\": \"own\"}]");
        file("t/c.jsonl", "{\"vars\": {\"x\": \"line 1\"}}\n\n{\"vars\": {\"x\": \"line 2\"}}\n");
        file("t/d.csv", "x,__expected\ncell,contains:ce\n");
        var reading = read("""
                prompts: ['{{x}}']
                providers: [echo]
                tests: [file://t/a.yaml, file://t/b.json, t/c.jsonl, file://t/d.csv]
                """);

        assertThat(reading.obstacles()).isEmpty();
        assertThat(values(reading, "x")).containsExactly("yaml", "json", "line 1", "line 2", "cell");
        assertThat(reading.tests())
                .extracting(TestEntry::description)
                .containsExactly(null, "own", null, null, "Row #1");
    }

    @Test
    void aSingleTestFileNumbersItsTests() throws IOException {
        file("t.jsonl", "{\"vars\": {\"x\": \"1\"}}\n{\"vars\": {\"x\": \"2\"}, \"description\": \"d\"}\n");
        var reading = read("prompts: ['{{x}}']\nproviders: [echo]\ntests: file://t.jsonl\n");

        assertThat(reading.tests()).extracting(TestEntry::description).containsExactly("Row #1", "d");
    }

    @Test
    void magicColumnsOfCsv() throws IOException {
        file("t.csv", """
                text,__expected1,__expected2,__prefix,__suffix,__threshold,__metric,__metadata:team,__metadata:tags[],__config:__expected2:threshold,__providerOutput
                a,contains:a,starts-with:b,[,],0.5,m,t,"x,y\\,z",0.9,said
                """);
        var reading = read("prompts: ['{{text}}']\nproviders: [echo]\ntests: file://t.csv\n");

        assertThat(reading.obstacles()).isEmpty();
        var test = reading.tests().getFirst();
        assertThat(reading.plan().steps().getFirst().template()).isEqualTo("[{{text}}]");
        assertThat(test.threshold()).isEqualTo(0.5);
        assertThat(test.metadata()).hasToString("{\"team\":\"t\",\"tags\":[\"x\",\"y,z\"]}");
        assertThat(test.assertions()).extracting(AssertionEntry::metric).containsExactly("m", "m");
        assertThat(((One) test.assertions().get(1)).assertion().threshold()).isEqualTo(0.9);
        assertThat(test.providerOutput().asText()).isEqualTo("said");
    }

    @Test
    void aYamlPromptWithLoopsIsATemplate() throws IOException {
        file("chat.yaml", "{% for m in turns %}\n- role: {{ m.role }}\n{% endfor %}\n");
        var reading = read("prompts: [file://chat.yaml]\nproviders: [echo]\ntests: [{vars: {turns: [1]}}]\n");

        assertThat(reading.obstacles()).isEmpty();
        assertThat(reading.plan().steps().getFirst().template()).startsWith("{% for m in turns %}");
    }

    @Test
    void aScenariosConfigurationHasOptions() throws IOException {
        var reading = read("""
                prompts: ['{{x}}']
                providers: [echo]
                scenarios:
                  - config: [{vars: {x: a}, options: {prefix: '> ', suffix: '!'}}]
                    tests: [{options: {suffix: '?'}}]
                """);

        assertThat(reading.plan().steps().getFirst().template()).isEqualTo("> {{x}}?");
    }

    @Test
    void columnsThatOnlyLookMagicAreVariables() throws IOException {
        file("t.csv", "text,__weight,__metadata,__expected\na,2,m,contains:a\n");

        var reading = read("prompts: ['{{text}}']\nproviders: [echo]\ntests: file://t.csv\n");

        assertThat(reading.obstacles()).isEmpty();
        assertThat(reading.tests().getFirst().vars()).containsOnlyKeys("text", "__weight");
    }

    @Test
    void anEmptyListIsOneValueAndLosesNoTest() throws IOException {
        var reading = read("prompts: ['{{x}}']\nproviders: [echo]\ntests: [{vars: {x: [], y: [a, b]}}]\n");

        assertThat(reading.plan().steps()).hasSize(2);
    }

    @Test
    void anEmptyPrefixYieldsToTheDefault() throws IOException {
        var reading = read("""
                prompts: ['{{x}}']
                providers: [echo]
                defaultTest: {options: {prefix: '> ', suffix: '!'}}
                tests: [{vars: {x: a}, options: {prefix: '', suffix: '?'}}]
                """);

        assertThat(reading.plan().steps().getFirst().template()).isEqualTo("> {{x}}?");
    }

    @Test
    void referencesMergesAndFilesAreWrittenOut() throws IOException {
        file("expected.json", "{\"type\": \"object\"}");
        file("expected.txt", "  {{not}} a template \n");
        file("asserts.yaml", "- {type: contains, value: c}\n");
        var reading = read("""
                prompts: [hi]
                providers: [echo]
                assertionTemplates:
                  short: {type: contains, value: hi, weight: 2}
                base: &base {type: equals, value: hi}
                tests:
                  - assert:
                      - $ref: '#/assertionTemplates/short'
                      - {$ref: '#/assertionTemplates/short', weight: 5}
                      - {<<: *base, metric: m}
                      - {type: is-json, value: file://expected.json}
                      - {type: equals, value: file://expected.txt}
                      - file://asserts.yaml
                """);

        assertThat(reading.obstacles())
                .extracting(each -> each.problem().field())
                .containsExactly("base");
        assertThat(reading.tests().getFirst().assertions())
                .extracting(each -> {
                    var assertion = ((One) each).assertion();
                    JsonNode value = assertion.value();
                    return assertion.type() + " " + (value.isTextual() ? value.textValue() : value) + " "
                            + assertion.weight();
                })
                .containsExactly(
                        "contains hi 2.0",
                        "contains hi 5.0",
                        "equals hi null",
                        "is-json {\"type\":\"object\"} null",
                        "equals {% raw %}{{not}} a template{% endraw %} null",
                        "contains c null");
    }

    @Test
    void whatBelayDoesNotDoIsToldAtOnceWithFileAndLine() throws IOException {
        file("t.csv", "x,__expected\na,python: len(output) < 5\n{{env.HOME}},contains:a\n");
        file("p.txt", "fine\n{{ env.SECRET }}\n");
        var reading = read("""
                prompts: [file://p.txt, exec:./make.sh, file://none.txt]
                providers: [echo, 'python:model.py', {id: 'openai:chat:m', config: {apiKey: '{{env.KEY}}'}}]
                nunjucksFilters: {f: ./f.js}
                tests:
                  - file://t.csv
                  - vars: {x: file://make.py}
                    options: {transform: 'output.map(x => x)'}
                    assert:
                      - {type: javascript, value: 'output.includes("a")'}
                      - {type: moderation}
                      - {type: contains, value: file://check.js}
                      - {type: llm-rubric, value: good, provider: 'python:judge.py'}
                      - {value: no type}
                derivedMetrics: [{name: m, value: 'file://m.js'}]
                """);

        assertThat(reading.isRunnable()).isFalse();
        assertThat(said(reading))
                .contains(
                        "promptfooconfig.yaml:1 prompts[1]",
                        "promptfooconfig.yaml:1 prompts[2]",
                        "promptfooconfig.yaml:2 providers[1]",
                        "promptfooconfig.yaml:2 providers[2].config.apiKey",
                        "promptfooconfig.yaml:3 nunjucksFilters",
                        "promptfooconfig.yaml:7 tests[1].options.transform",
                        "promptfooconfig.yaml:9 tests[1].assert[0]",
                        "promptfooconfig.yaml:10 tests[1].assert[1]",
                        "promptfooconfig.yaml:11 tests[1].assert[2].value",
                        "promptfooconfig.yaml:12 tests[1].assert[3].provider",
                        "promptfooconfig.yaml:13 tests[1].assert[4]",
                        "promptfooconfig.yaml:14 derivedMetrics[0].value",
                        "t.csv:2 __expected",
                        "t.csv:3 x",
                        "p.txt:2 null");
        assertThat(reading.obstacles().toString())
                .contains("make.py", "^[\\s\\S]{0,4}$", "{type: contains, value: 'a'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "output.length < 100~{type: regex, value: '^[\\s\\S]{0,99}$'}",
                "output.length <= 100~{type: regex, value: '^[\\s\\S]{0,100}$'}",
                "output.length > 10~{type: regex, value: '^[\\s\\S]{11,}$'}",
                "20 >= output.length~{type: regex, value: '^[\\s\\S]{0,20}$'}",
                "output.split(' ').length <= 50~{type: word-count, value: {max: 50}}",
                "output.trim().split(' ').length >= 5~{type: word-count, value: {min: 5}}",
                "output.includes('Paris')~{type: contains, value: 'Paris'}",
                "!output.includes('Paris')~{type: not-contains, value: 'Paris'}",
                "output.toLowerCase().includes('paris')~{type: icontains, value: 'paris'}",
                "output.startsWith('Dear')~{type: starts-with, value: 'Dear'}",
                "output === 'yes'~{type: equals, value: 'yes'}",
                "/\\d+/.test(output)~{type: regex, value: '\\d+'}",
                "JSON.parse(output)~{type: is-json}",
                "score(output)~webhook",
            })
    void codeThatPeopleWriteMostHasACounterpart(String code, String suggestion) {
        assertThat(CodeSuggestion.ofJavaScript(code)).contains(suggestion);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "len(output) < 100~{type: regex, value: '^[\\s\\S]{0,99}$'}",
                "'Paris' in output~{type: contains, value: 'Paris'}",
                "\"paris\" not in output.lower()~{type: not-icontains, value: 'paris'}",
                "import json~webhook",
            })
    void soHasPython(String code, String suggestion) {
        assertThat(CodeSuggestion.ofPython(code)).contains(suggestion);
    }

    @Test
    void brokenFilesAreReportedWithTheirLine() throws IOException {
        file("t.yaml", "- vars: {x: 1}\n- vars: [unclosed\n");
        var reading = read("prompts: ['{{x}}']\nproviders: [echo]\ntests: [file://t.yaml]\nprompts: [again]\n");

        assertThat(said(reading)).contains("t.yaml:3 null", "promptfooconfig.yaml:4 prompts");
    }

    @Test
    void aConfigurationThatIsNotThereIsToldAsSuch() {
        var reading = new PromptfooReader(TYPES, id -> true).read(folder.resolve("none.yaml"));

        assertThat(reading.isRunnable()).isFalse();
        assertThat(reading.obstacles().getFirst().toString()).contains("no such file");
    }
}
