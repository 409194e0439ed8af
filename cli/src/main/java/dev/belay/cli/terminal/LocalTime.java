package dev.belay.cli.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people: in the zone of whoever reads them, to the second. */
public final class LocalTime {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private LocalTime() {}

    public static String of(Instant instant) {
        return FORM.format(instant.atZone(ZoneId.systemDefault()));
    }
}
