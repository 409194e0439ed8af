package dev.belay.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a command: what is wrong, what to do next, and the exit code that says which kind it is. */
public class CliFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final @Nullable String next;
    private final transient List<Detail> details;

    protected CliFailure(
            int exitCode, String message, @Nullable String next, List<Detail> details, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.next = next;
        this.details = List.copyOf(details);
    }

    /** @param next what to do about it, as a sentence */
    public static CliFailure usage(String message, @Nullable String next) {
        return new CliFailure(ExitCode.USAGE, message, next, List.of(), null);
    }

    public static CliFailure badInput(String message, @Nullable String next, List<Detail> details) {
        return new CliFailure(ExitCode.USAGE, message, next, details, null);
    }

    public static CliFailure infrastructure(String message, @Nullable String next, @Nullable Throwable cause) {
        return new CliFailure(ExitCode.INFRASTRUCTURE, message, next, List.of(), cause);
    }

    public int exitCode() {
        return exitCode;
    }

    /** Whether trying again may help, since nothing is wrong with what was asked. */
    public boolean mayPass() {
        return exitCode == ExitCode.INFRASTRUCTURE;
    }

    public @Nullable String next() {
        return next;
    }

    public List<Detail> details() {
        return details;
    }

    /** One mistake of several, with its place where it has one. */
    public record Detail(
            @Nullable String file,
            @Nullable Integer line,
            @Nullable String field,
            String message) {

        /** {@code file:line  field  message}, as editors make links of. */
        public String asLine() {
            var place = file == null ? "" : line == null ? file + "  " : file + ":" + line + "  ";
            return place + (field == null || field.isEmpty() ? "" : field + "  ") + message;
        }
    }
}
