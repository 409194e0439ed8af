package dev.belay.cli.judgement;

import dev.belay.cli.CliFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When something that a PM allows ends: it always does. */
final class Ending {

    @Option(names = "--until", paramLabel = "DAY", description = "Its last day, like 2026-12-01 (UTC).")
    private @Nullable String until;

    @Option(names = "--for", paramLabel = "LENGTH", description = "How long, like 12h or 3d.")
    private @Nullable String length;

    Instant at() {
        try {
            if (until != null) {
                return LocalDate.parse(until).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            var days = String.valueOf(length).endsWith("d");
            return Instant.now().plus(Duration.parse(days ? "P" + length : "PT" + length));
        } catch (DateTimeException e) {
            throw CliFailure.usage(
                    "'" + (until == null ? length : until) + "' is no day and no length",
                    "Like --until 2026-12-01, --for 12h, --for 3d.");
        }
    }
}
