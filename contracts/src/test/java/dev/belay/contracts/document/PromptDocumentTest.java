package dev.belay.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.event.EventJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptDocumentTest {

    private static final String TEXTS = """
            {"name":"care/letter","model":{"provider":"openai","name":"gpt-4.1-mini","temperature":0.2},
             "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"{{note}}"}]}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEXTS,
                """
                {"name":"a/b","template":"nunjucks","model":{"provider":"openai","name":"m"},"messages":[
                 {"role":"user","name":"ana","content":[{"type":"text","text":"{{x}}"},{"type":"image_url","image_url":{"url":"u"}}]},
                 {"role":"assistant","toolCalls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","toolCallId":"1","content":"4"}]}""",
            })
    void documentIsWrittenAsItWasRead(String json) throws Exception {
        var read = EventJson.mapper().readValue(json, PromptDocument.class);

        assertThat(CanonicalJson.of(read, EventJson.mapper())).isEqualTo(CanonicalJson.of(json));
    }

    /** What the registries of earlier versions call it. */
    @Test
    void digestOfAPromptOfTextsStays() throws Exception {
        var read = EventJson.mapper().readValue(TEXTS, PromptDocument.class);

        assertThat(CanonicalJson.of(read, EventJson.mapper()).digest().value())
                .isEqualTo("sha256:6abde75316dca46e740d4ecfaa1bd36f33386292c1990b6514096b82bde416cd");
    }

    @Test
    void partsAreReadAsTheirTexts() throws Exception {
        var message = EventJson.mapper()
                .readValue(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\"},"
                                + "{\"type\":\"text\",\"text\":\"b\"}]}",
                        PromptDocument.Message.class);

        assertThat(message.content()).isEqualTo("a\nb");
    }
}
