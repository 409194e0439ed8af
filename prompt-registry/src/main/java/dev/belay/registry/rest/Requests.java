package dev.belay.registry.rest;

import dev.belay.contracts.canonical.Digest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What requests have in common: for which prompt, by which digest. */
final class Requests {

    private static final Pattern PROMPT_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int LONGEST_TEXT = 10_000;

    private Requests() {}

    static String prompt(String team, String name) {
        if (!PROMPT_FORM.matcher(team).matches() || !PROMPT_FORM.matcher(name).matches()) {
            throw Problem.notFound("prompt " + team + "/" + name).thrown();
        }
        return team + "/" + name;
    }

    static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage()).thrown();
        }
    }

    /** An entity tag holds the digest in quotes. */
    static @Nullable Digest entityTag(@Nullable String header) {
        return header == null ? null : digest(header.strip().replaceFirst("^\"(.*)\"$", "$1"));
    }

    static String text(String field, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
            throw Problem.badRequest(field + " must be a text of 1 to " + LONGEST_TEXT + " characters")
                    .thrown();
        }
        return text.strip();
    }
}
