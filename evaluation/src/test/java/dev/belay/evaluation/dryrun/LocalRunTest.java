package dev.belay.evaluation.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Webhooks;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRunTest {
    private static final Checker CHECKER = new Checker().with(Webhooks.anywhere());

    @TempDir
    Path folder;

    private JsonNode run(String config) throws Exception {
        var file = folder.resolve("promptfooconfig.yaml");
        Files.writeString(file, config);
        var reading = new PromptfooReader(Judging.types(CHECKER), Connections::isAvailable).read(file);
        assertThat(reading.obstacles()).isEmpty();
        var connections = new Connections(Map.of());
        var judging = new Judging(CHECKER, connections, Judging.STANDARD_GRADER);
        var results = new LocalRun(connections, judging, 8, none -> {}).run(reading.plan());
        return RunReport.of("run", reading.plan(), results).json();
    }

    private static String output(JsonNode report, int index) {
        return report.path("results").path(index).path("output").asText();
    }

    @Test
    void templatesSeeVariablesThatReferToOthers() throws Exception {
        var report = run("""
                prompts: ['{{a}} and {{missing}}{{b | upper}}']
                providers: [echo]
                tests: [{vars: {a: 'x {{b}}', b: "bee\\n"}}]
                """);

        assertThat(output(report, 0)).isEqualTo("x bee and BEE");
    }

    @Test
    void textThatLooksLikeABrokenTemplateStaysAsItIs() throws Exception {
        var report = run("prompts: ['{{x}}']\nproviders: [echo]\ntests: [{vars: {x: 'use {{ like this'}}]\n");

        assertThat(output(report, 0)).isEqualTo("use {{ like this");
    }

    @Test
    void whatAModelSaidIsNeverATemplate() throws Exception {
        var report = run("""
                prompts: ['{{text}}']
                providers: [echo]
                tests:
                  - {vars: {text: x}, providerOutput: '{{ secret }}{% raw %}', options: {storeOutputAs: said}}
                  - {vars: {text: 'it said: {{said}}', secret: 42}}
                """);

        assertThat(output(report, 1)).isEqualTo("it said: {{ secret }}{% raw %}");
    }

    @Test
    void conversationsOfOneThreadAreAskedInTurn() throws Exception {
        var report = run("""
                prompts: ['{% for turn in _conversation %}{{ turn.input }}>{{ turn.output }};{% endfor %}{{q}}']
                providers: [echo]
                tests:
                  - {vars: {q: a}, metadata: {conversationId: one}}
                  - {vars: {q: b}, metadata: {conversationId: two}}
                  - {vars: {q: c}, metadata: {conversationId: one}}
                """);

        assertThat(output(report, 1)).isEqualTo("b");
        assertThat(output(report, 2)).isEqualTo("a>a;c");
    }

    @Test
    void transformsComeBeforeAssertionsAndChangeTheOutput() throws Exception {
        var report = run("""
                prompts: ['{{x}}']
                providers: [{id: echo, transform: output.trim()}]
                tests:
                  - vars: {x: '  {"n": 3} '}
                    options: {transform: JSON.parse(output)}
                    assert: [{type: equals, value: '3', transform: 'String(output.n)'}]
                  - vars: {x: no json}
                    options: {transform: JSON.parse(output)}
                """);

        assertThat(report.path("results").path(0).path("output").path("n").intValue())
                .isEqualTo(3);
        assertThat(report.path("results").path(0).path("pass").booleanValue()).isTrue();
        assertThat(report.path("results").path(1).path("failureReason").asText())
                .isEqualTo("error");
        assertThat(report.path("results").path(1).path("error").asText()).contains("JSON.parse");
    }

    @Test
    void templateThatCannotBeRenderedIsAnError() throws Exception {
        var report = run("prompts: ['{{ x | nosuchfilter }}']\nproviders: [echo]\ntests: [{vars: {x: 1}}]\n");

        assertThat(report.path("results").path(0).path("failureReason").asText())
                .isEqualTo("error");
    }

    @Test
    void maxScoreGoesToTheFirstOfTheBest() throws Exception {
        var report = run("""
                prompts: ['plain {{x}}', 'fancy {{x}}', 'fancy too {{x}}']
                providers: [echo]
                tests:
                  - vars: {x: a}
                    threshold: 0
                    assert: [{type: contains, value: fancy}, {type: max-score}]
                  - vars: {x: b}
                    assert: [{type: contains, value: b}, {type: max-score, value: {threshold: 2}}]
                """);

        assertThat(report.path("results").findValuesAsText("pass").subList(0, 1))
                .containsExactly("false");
        assertThat(report.path("results").path(0).path("pass").booleanValue()).isFalse();
        assertThat(report.path("results").path(1).path("pass").booleanValue()).isTrue();
        assertThat(report.path("results").path(2).path("pass").booleanValue()).isFalse();
        assertThat(report.path("results")
                        .path(1)
                        .path("assertions")
                        .path(1)
                        .path("type")
                        .asText())
                .isEqualTo("max-score");
        assertThat(report.path("stats").path("successes").intValue()).isEqualTo(1);
        assertThat(report.path("prompts").path(1).path("assertPassCount").intValue())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "webhook~200~{\"pass\": true, \"score\": 0.7}~none~0.7",
                "webhook~200~{\"pass\": false, \"reason\": \"too long\"}~assert~0",
                "not-webhook~200~{\"pass\": false, \"score\": 0.2}~none~0.8",
                "webhook~200~{\"pass\": \"yes\"}~error~0",
                "webhook~200~not json~error~0",
                "webhook~500~{\"pass\": true}~error~0",
            })
    void webhookIsTheDoorForATeamsOwnCode(String type, int status, String answer, String outcome, double score)
            throws Exception {
        var got = new AtomicReference<JsonNode>();
        var server = server(status, answer, got);
        try {
            var report = run("""
                    prompts: ['say {{x}}']
                    providers: [echo]
                    tests: [{vars: {x: hi}, assert: [{type: %s, value: 'http://127.0.0.1:%d/check/{{x}}'}]}]
                    """.formatted(type, server.getAddress().getPort()));

            var result = report.path("results").path(0);
            assertThat(result.path("failureReason").asText()).isEqualTo(outcome);
            assertThat(result.path("score").doubleValue()).isEqualTo(score);
            assertThat(got.get())
                    .isEqualTo(
                            EventJson.mapper()
                                    .readTree(
                                            "{\"output\":\"say hi\",\"context\":{\"prompt\":\"say hi\",\"vars\":{\"x\":\"hi\"}}}"));
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(int status, String answer, AtomicReference<JsonNode> got) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/check/hi", exchange -> {
            got.set(EventJson.mapper().readTree(exchange.getRequestBody().readAllBytes()));
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
