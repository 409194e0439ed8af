package dev.belay.cli;

/** What the process says to a script. */
public final class ExitCode {

    /** Approved, or done. */
    public static final int OK = 0;

    public static final int REJECTED = 1;

    /** Wrong usage, or input that cannot be accepted. */
    public static final int USAGE = 2;

    /** The platform cannot be reached, or failed. */
    public static final int INFRASTRUCTURE = 3;

    /** Waits for a person, is inconclusive, ran out of budget, or was withdrawn. */
    public static final int UNDECIDED = 4;

    private ExitCode() {}
}
