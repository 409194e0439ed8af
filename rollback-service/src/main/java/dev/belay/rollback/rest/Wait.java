package dev.belay.rollback.rest;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long somebody waits for an answer to change. */
sealed interface Wait {

    record AtMost(Duration patience) implements Wait {}

    record Unreadable(String problem) implements Wait {}

    Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s)");
    Duration LONGEST = Duration.ofSeconds(60);

    static Wait of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new AtMost(Duration.ZERO);
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return new Unreadable("wait: " + text + " (expected: like 5s or 500ms, at most 60s)");
        }
        var number = Long.parseLong(form.group(1));
        var patience = form.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        return new AtMost(patience.compareTo(LONGEST) > 0 ? LONGEST : patience);
    }
}
