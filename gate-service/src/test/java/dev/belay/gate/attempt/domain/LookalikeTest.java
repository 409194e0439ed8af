package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.event.EventJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikeTest {

    private static final String HELD = prompt("Recommend {{drug}}.\\nBe brief.", "0.2");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Recommend {{drug}}.\\nBe brief. ",
                "Recommend  {{drug}}.\\nBe brief.",
                "Recommend {{ drug }}. Be brief.",
                "\\t Recommend {{drug}}.\\r\\n\\r\\nBe brief.",
                "Recommend\\u00a0{{drug}}.\\u200bBe\\u2003brief.\\ufeff",
                "Recommend{{drug}}.Bebrief.",
            })
    void blanksMakeNoOtherVersion(String text) throws Exception {
        assertThat(Lookalike.is(read(prompt(text, "0.2")), read(HELD))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Recommend {{drug}}. Be brief",
                "recommend {{drug}}. Be brief.",
                "Never recommend {{drug}}. Be brief."
            })
    void anythingElseDoes(String text) throws Exception {
        assertThat(Lookalike.is(read(prompt(text, "0.2")), read(HELD))).isFalse();
    }

    @Test
    void soDoAnotherSettingAnotherRoleAndAnotherTool() throws Exception {
        assertThat(Lookalike.is(read(HELD.replace("0.2", "0.3")), read(HELD))).isFalse();
        assertThat(Lookalike.is(read(HELD.replace("\"system\"", "\"user\"")), read(HELD)))
                .isFalse();
        assertThat(Lookalike.is(
                        read(HELD.replace("\"messages\"", "\"tools\": [{\"type\": \"function\"}], \"messages\"")),
                        read(HELD)))
                .isFalse();
    }

    @Test
    void aMessageThatSaysNothingIsABlankAndAnImageIsNone() throws Exception {
        var empty = HELD.replace("]}", ", {\"role\": \"user\", \"content\": \" \"}]}");
        var image = HELD.replace(
                "]}",
                ", {\"role\": \"user\", \"content\": [{\"type\": \"image_url\", \"image_url\": {\"url\": \"u\"}}]}]}");

        assertThat(Lookalike.is(read(empty), read(HELD))).isTrue();
        assertThat(Lookalike.is(read(image), read(HELD))).isFalse();
    }

    private static String prompt(String text, String temperature) {
        return """
                {"name": "care/x", "model": {"provider": "openai", "name": "m", "temperature": %s},
                 "messages": [{"role": "system", "content": "%s"}]}""".formatted(temperature, text);
    }

    private static PromptDocument read(String json) throws JsonProcessingException {
        return EventJson.mapper().readValue(json, PromptDocument.class);
    }
}
