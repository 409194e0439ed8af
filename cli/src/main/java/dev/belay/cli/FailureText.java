package dev.belay.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command fails: what is wrong and what to do next, in the form that was asked for; never a stack trace. */
final class FailureText implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /** @param error as one member, so that a reader tells it from a result */
    record Document(Failure error) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Failure(int exitCode, String message, @Nullable String next, List<CliFailure.Detail> errors) {}

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        var failure = switch (exception) {
            case CliFailure known -> new Failure(known.exitCode(), known.getMessage(), known.next(), known.details());
            case InterruptedException ignored -> new Failure(ExitCode.UNDECIDED, "interrupted", null, List.of());
            case Exception unexpected -> fault(unexpected);
        };
        var root = root(command);
        var terminal = root.failureTerminal();
        if (terminal.json()) {
            terminal.result(new Document(failure), () -> {});
        } else {
            print(failure, command);
        }
        return failure.exitCode();
    }

    private static Failure fault(Exception unexpected) {
        var stack = unexpected.getStackTrace();
        return new Failure(
                ExitCode.INFRASTRUCTURE,
                "this should not have happened: " + unexpected + (stack.length == 0 ? "" : " at " + stack[0]),
                "Please report it with the command that you typed.",
                List.of());
    }

    private static void print(Failure failure, CommandLine command) {
        var terminal = root(command).failureTerminal();
        failure.errors().forEach(detail -> terminal.complain(detail.asLine()));
        terminal.complain(terminal.red("belay: " + failure.message()));
        if (failure.next() != null) {
            terminal.complain(failure.next());
        }
    }

    @Override
    public int handleParseException(ParameterException exception, String[] args) {
        var command = exception.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        var failure = new Failure(ExitCode.USAGE, exception.getMessage(), "See `" + name + " --help`.", List.of());
        if (List.of(args).contains("--output=json") || follows(args, "--output", "json")) {
            root(command).jsonTerminal().result(new Document(failure), () -> {});
            return ExitCode.USAGE;
        }
        var err = command.getErr();
        err.println("belay: " + failure.message());
        UnmatchedArgumentException.printSuggestions(exception, err);
        err.println(failure.next());
        err.flush();
        return ExitCode.USAGE;
    }

    private static boolean follows(String[] args, String option, String value) {
        int index = List.of(args).indexOf(option);
        return index >= 0 && index + 1 < args.length && args[index + 1].equals(value);
    }

    private static Invocation root(CommandLine command) {
        return (Invocation) command.getCommandSpec().root().userObject();
    }
}
