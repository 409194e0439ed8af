package dev.belay.evaluation.importing;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /** The variables that are printed whole, not a member of them. */
    static Set<String> printed(String template) {
        var names = new TreeSet<String>();
        OUTPUT.matcher(template)
                .results()
                .map(tag -> tag.group(1))
                .filter(name -> !name.contains("."))
                .forEach(names::add);
        return names;
    }

    /** All variables, by the first part of their names. */
    static Set<String> used(String template) {
        var names = new TreeSet<String>();
        OUTPUT.matcher(template)
                .results()
                .map(tag -> tag.group(1).replaceFirst("\\..*", ""))
                .forEach(names::add);
        return names;
    }
}
