package dev.belay.evaluation.importing;

import java.util.Optional;
import java.util.regex.Pattern;

/** Nunjucks that only prints variables, as Mustache; anything more has no counterpart there. */
final class MustacheDraft {
    private static final Pattern OUTPUT =
            Pattern.compile("\\{\\{-?\\s*([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)\\s*-?\\}\\}");
    private static final Pattern TRIMMED = Pattern.compile("\\{\\{-|-\\}\\}");

    private MustacheDraft() {}

    /** Nothing when the template filters, loops, decides or computes. */
    static Optional<String> of(String template) {
        var rest = OUTPUT.matcher(template).replaceAll("");
        boolean more = rest.contains("{{") || rest.contains("{%") || rest.contains("{#");
        return more || TRIMMED.matcher(template).find() || template.contains("{{{")
                ? Optional.empty()
                : Optional.of(OUTPUT.matcher(template).replaceAll(tag -> "{{" + tag.group(1) + "}}"));
    }
}
