package dev.belay.cli.api;

import dev.belay.cli.CliFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An RFC 9457 problem, with Belay's list of single mistakes. */
record Problem(
        @Nullable String type,
        @Nullable String title,
        @Nullable Integer status,
        @Nullable String detail,
        @Nullable List<CliFailure.Detail> errors) {

    List<CliFailure.Detail> errorsOrNone() {
        return errors == null ? List.of() : errors;
    }

    String sentence() {
        if (title == null) {
            return detail == null ? "no reason given" : detail;
        }
        return detail == null || detail.equals(title) ? title : title + ": " + detail;
    }
}
