package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.evaluation.provider.Answer.Fault;
import dev.belay.evaluation.provider.Answer.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayProviderTest {

    @TempDir
    private Path folder;

    @Test
    void recordedReplyComesBackAsItWas() throws IOException {
        var reply = new Reply("Hello", "length", true, 812, 10, 5, new BigDecimal("0.001"), false);
        var request = request("gpt-4.1-mini", "Hi", 1);

        var replayed = reading(Recording.of(request, reply).line()).complete(request);

        assertThat(replayed).isEqualTo(reply);
    }

    @Test
    void whatIsNearestToTheQuestionAnswers() throws IOException {
        var provider = reading(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"text\":\"any\"}",
                "",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"text\":\"of m\"}",
                "{\"model\":\"m\",\"sample\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"text\":\"of m, 1\"}");

        assertThat(text(provider, "m", 1)).isEqualTo("of m, 1");
        assertThat(text(provider, "m", 0)).isEqualTo("of m");
        assertThat(text(provider, "other", 3)).isEqualTo("any");
    }

    @Test
    void whatWasNotRecordedIsAFaultThatSaysWhereItWasLookedFor() throws IOException {
        var answer = reading("{\"messages\":[],\"text\":\"x\"}").complete(request("m", "Hi", 0));

        assertThat(answer).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.message())
                    .contains("replies.jsonl", "m", "sample 0")
                    .doesNotContain("Hi");
            assertThat(fault.retryable()).isFalse();
        });
    }

    @Test
    void everyBadLineIsNamed() {
        assertThatThrownBy(() -> reading(
                        "{\"messages\":[],\"text\":\"fine\"}",
                        "{\"text\":\"no messages\"}",
                        "{",
                        "{\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}],\"text\":\"x\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("replies.jsonl:2: no recording")
                .hasMessageContaining("replies.jsonl:3: ")
                .hasMessageContaining("replies.jsonl:4: ")
                .hasMessageNotContaining("replies.jsonl:1: ");
    }

    private ReplayProvider reading(String... lines) throws IOException {
        return ReplayProvider.reading(Files.write(folder.resolve("replies.jsonl"), List.of(lines)));
    }

    private static String text(ReplayProvider provider, String model, int sample) {
        return ((Reply) provider.complete(request(model, "Hi", sample))).text();
    }

    private static CompletionRequest request(String model, String content, int sample) {
        return new CompletionRequest(
                "https://any.example",
                new Model("openai", model, 0.2, null, null, null, null),
                List.of(new Message(Role.USER, content)),
                null,
                null,
                sample,
                1);
    }
}
