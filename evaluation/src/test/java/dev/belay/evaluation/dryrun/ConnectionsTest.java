package dev.belay.evaluation.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest {
    @ParameterizedTest
    @CsvSource({
        "openai:chat:gpt-4o, openai, gpt-4o",
        "openai:gpt-4.1-mini, openai, gpt-4.1-mini",
        "openai:chat:ft:gpt-4o:acme::x, openai, ft:gpt-4o:acme::x",
        "anthropic:messages:claude-sonnet-4, anthropic, claude-sonnet-4",
        "anthropic:claude-sonnet-4, anthropic, claude-sonnet-4",
        "google:gemini-2.5-flash, gemini, gemini-2.5-flash",
        "ollama:chat:llama3.2:3b, ollama, llama3.2:3b",
        "simulated:care, simulated, care",
    })
    void idsOfPromptfooNameModels(String id, String provider, String name) {
        var model = ModelId.model(id, JsonNodeFactory.instance.objectNode());

        assertThat(Connections.isModel(id)).isTrue();
        assertThat(model.provider() + " " + model.name()).isEqualTo(provider + " " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai:embedding:text-embedding-3-small",
                "openai:responses:gpt-5",
                "openai:completion:davinci",
                "openai:image:dall-e-3",
                "anthropic:completion:claude-2",
                "ollama:embeddings:x",
                "google:live:gemini",
                "bedrock:anthropic.claude",
                "file://provider.py",
                "python:x.py",
                "https://example.com/generate",
                "",
            })
    void whatIsNoModelOfTheirsIsNotAvailable(String id) {
        assertThat(Connections.isAvailable(id)).isFalse();
    }

    @Test
    void echoIsAskedButNoPromptCanBeWrittenForIt() {
        assertThat(Connections.isAvailable("echo")).isTrue();
        assertThat(Connections.isModel("echo")).isFalse();
    }

    @Test
    void parametersAreReadInBothSpellings() {
        var config = JsonNodeFactory.instance
                .objectNode()
                .put("temperature", 0.5)
                .put("max_completion_tokens", 10)
                .put("seed", 7)
                .put("stop", "END");

        var model = ModelId.model("openai:o3", config);

        assertThat(model.temperature()).isEqualTo(0.5);
        assertThat(model.maxTokens()).isEqualTo(10);
        assertThat(model.seed()).isEqualTo(7);
        assertThat(model.stop()).containsExactly("END");
    }

    @Test
    void environmentThatIsSetWronglyIsNamed() {
        assertThatThrownBy(() -> new Connections(Map.of("OPENAI_BASE_URL", "not an address")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
