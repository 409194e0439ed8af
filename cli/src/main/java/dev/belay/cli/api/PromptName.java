package dev.belay.cli.api;

import java.util.Optional;
import java.util.regex.Pattern;

/** {@code team/name}, which is two path segments in every address. */
public record PromptName(String value) {

    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public PromptName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' (expected: team/name of letters, digits, '.', '_' and '-')");
        }
    }

    public static Optional<PromptName> tryParse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PromptName(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
