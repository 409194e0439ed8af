package dev.belay.cli.api;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/** The platform understood the request and says no: a 4xx status with its reason. */
public final class Refused extends CliFailure {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, Problem problem, @Nullable String next) {
        super(ExitCode.USAGE, problem.sentence(), next, problem.errorsOrNone(), null);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
