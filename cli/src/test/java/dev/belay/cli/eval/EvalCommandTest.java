package dev.belay.cli.eval;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class EvalCommandTest {
    private static final String MIXED = """
            description: greetings
            prompts: ['Say {{word}}', '{{word}}!']
            providers: [echo]
            tests:
              - vars: {word: hello}
                assert: [{type: icontains, value: 'hello', metric: tone}]
              - vars: {word: '<script>alert(1)</script>'}
                assert: [{type: contains, value: 'Say'}]
            """;

    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = folder.resolve("promptfooconfig.yaml");
        Files.writeString(config, MIXED);
    }

    @Test
    void tableSaysWhatDoesNotPassAndWhy() {
        var typed = belay("eval", config.toString());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .contains("greetings", "3 passed, 1 failed, 0 errors", "✗ test 1", "contains: ", "tone 1");
    }

    @Test
    void everyPassIsExitCodeZero() throws IOException {
        Files.writeString(config, "prompts: [hi]\nproviders: [echo]\ntests: [{assert: [{type: equals, value: hi}]}]\n");

        assertThat(belay("eval", folder.toString()).exitCode()).isZero();
    }

    @Test
    void criteriaInWordsAloneAreReadByThePromptsOwnModel() throws IOException {
        var prompt = folder.resolve("letter");
        belay("init", prompt.toString(), "--name", "care/letter", "--as", "pm@care.example");
        Files.writeString(prompt.resolve("criteria.yaml"), """
                owner: pm@care.example
                mustNot: [{ id: cites, says: "cites a note, like [1]", bad: ["It hurts [1]."] }]
                """);

        var typed = belay("eval", prompt.toString(), "--output", "json");

        assertThat(typed.exitCode()).as(typed.toString()).isEqualTo(1);
        assertThat(typed.json().path("results").findValuesAsText("metric")).containsOnly("must-not cites");
    }

    @Test
    void jsonIsOneDocumentInPromptfoosShape() {
        var typed = belay("eval", config.toString(), "--output", "json");

        assertThat(typed.exitCode()).isEqualTo(1);
        var json = typed.json();
        assertThat(json.path("stats").path("successes").intValue()).isEqualTo(3);
        assertThat(json.path("prompts").path(1).path("label").textValue()).isEqualTo("{{word}}!");
        var result = json.path("results").path(3);
        assertThat(result.path("testIdx").intValue()).isEqualTo(1);
        assertThat(result.path("promptIdx").intValue()).isEqualTo(1);
        assertThat(result.path("output").textValue()).isEqualTo("<script>alert(1)</script>!");
        assertThat(result.path("failureReason").textValue()).isEqualTo("assert");
        assertThat(result.path("assertions").path(0).path("pass").booleanValue())
                .isFalse();
    }

    @Test
    void junitIsWellFormedAndCountsFailures() throws Exception {
        var typed = belay("eval", config.toString(), "--output", "junit");

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(typed.out())));
        assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("4");
        assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent()).contains("<script>alert(1)</script>!");
    }

    @Test
    void nothingThatAModelSaysIsMarkup() throws IOException {
        var file = folder.resolve("out/report.html");

        var typed = belay("eval", config.toString(), "--output", "html", "--output-file", file.toString());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(Files.readString(file))
                .startsWith("<!doctype html>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Content-Security-Policy")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void whatCannotBeDoneIsToldAtOnceAndNothingIsAsked() throws IOException {
        Files.writeString(config, """
                prompts: ['{{env.SECRET}} {{word}}']
                providers: [echo, 'exec:./model.sh']
                tests:
                  - vars: {word: x}
                    assert:
                      - {type: javascript, value: 'output.length < 100'}
                      - {type: python, value: "'x' in output"}
                """);

        var typed = belay("eval", config.toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .contains(
                        "promptfooconfig.yaml:1  prompts[0]",
                        "promptfooconfig.yaml:2  providers[1]",
                        "promptfooconfig.yaml:6  tests[0].assert[0]",
                        "{type: regex, value: '^[\\s\\S]{0,99}$'}",
                        "promptfooconfig.yaml:7  tests[0].assert[1]",
                        "{type: contains, value: 'x'}");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void reportsOfOtherCommandsAreTextOrJson() {
        var typed = belay("log", "--output", "junit");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("--output junit", "text or json");
    }

    @Test
    void nobodyAnsweringIsExitCodeThree() throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        try {
            Files.writeString(config, """
                    prompts: [hi]
                    providers: [{id: 'openai:chat:x', config: {apiBaseUrl: 'http://127.0.0.1:%d/v1', apiKey: k}}]
                    """.formatted(server.getAddress().getPort()));

            var typed = belay("eval", config.toString());

            assertThat(typed.exitCode()).isEqualTo(3);
            assertThat(typed.out()).contains("answered 401");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void missingFileIsBadInput() {
        assertThat(belay("eval", folder.resolve("none.yaml").toString()).exitCode())
                .isEqualTo(2);
    }
}
