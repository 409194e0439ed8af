package dev.belay.evaluation.judging;

import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.evaluation.embedding.HashedWords;
import dev.belay.evaluation.provider.Answer;
import dev.belay.evaluation.provider.CompletionRequest;
import java.util.ArrayList;
import java.util.List;

/** Answers with given texts, in turn and then the last one for ever, and remembers what it was asked. */
public final class ScriptedJudge {
    private final List<String> replies;
    private final List<CompletionRequest> asked = new ArrayList<>();

    public ScriptedJudge(String... replies) {
        this.replies = List.of(replies);
    }

    public Judge judge() {
        return judge(this::answer);
    }

    static Judge judge(Asking asking) {
        return new Judge(
                "https://judge.example",
                new Model("openai", "judge-1", 0.0, null, null, null, null),
                asking,
                new HashedWords(),
                Grading.STANDARD,
                0,
                1);
    }

    private Answer answer(CompletionRequest request) {
        var text = replies.get(Math.min(asked.size(), replies.size() - 1));
        asked.add(request);
        return reply(text);
    }

    static Answer.Reply reply(String text) {
        return new Answer.Reply(text, "stop", false, 5, 1, 1, null, false);
    }

    List<CompletionRequest> asked() {
        return asked;
    }

    /** All messages of the nth request, one text. */
    String told(int request) {
        var text = new StringBuilder();
        asked.get(request).messages().stream()
                .map(Message::content)
                .forEach(content -> text.append(content).append('\n'));
        return text.toString();
    }

    String lastMessage() {
        return asked.getLast().messages().getLast().content();
    }
}
