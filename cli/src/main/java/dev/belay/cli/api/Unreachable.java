package dev.belay.cli.api;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import java.util.List;

/** Nothing answers at the platform's address. */
public final class Unreachable extends CliFailure {

    private static final long serialVersionUID = 1L;

    public Unreachable(String message, Throwable cause) {
        super(
                ExitCode.INFRASTRUCTURE,
                message,
                "Run `belay up`, or name a running platform with --url or BELAY_URL.",
                List.of(),
                cause);
    }
}
