package dev.belay.evaluation.provider;

import dev.belay.contracts.document.PromptDocument.Message;
import java.util.List;

/** A model's tokens, guessed where nobody counts them: about four characters each in English text. */
public final class Tokens {

    private static final int CHARACTERS = 4;

    private Tokens() {}

    public static int of(String text) {
        return (text.length() + CHARACTERS - 1) / CHARACTERS;
    }

    public static int of(List<Message> messages) {
        return messages.stream().mapToInt(message -> of(message.content())).sum();
    }
}
