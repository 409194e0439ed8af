package dev.belay.deployer.domain;

/**
 * Which prompts are meant.
 *
 * @param text {@code team/name}, or the begin of names and a star: {@code team/*}, {@code *}
 */
public record PromptPattern(String text) {

    private static final String REST = "*";

    public boolean matches(String prompt) {
        return text.endsWith(REST)
                ? prompt.startsWith(text.substring(0, text.length() - REST.length()))
                : prompt.equals(text);
    }
}
