package dev.belay.cli.identity;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "logout",
        header = "Forget a login.",
        description = {"", "Forgets the newest at this platform, the one that --as means, or all of them."},
        footer = {"", "Examples:", "  belay logout", "  belay logout --as pm", "  belay logout --all"})
public final class LogoutCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Option(names = "--all", description = "Every login at this platform.")
    private boolean all;

    /** @param names of those who are logged in no more */
    record LoggedOut(List<String> names) {}

    @Override
    public Integer call() {
        var identity = belay.identity();
        var gone = all ? identity.logins().all() : List.of(one(identity));
        gone.forEach(identity::forget);
        var names = gone.stream().map(Login::name).toList();
        var terminal = belay.terminal();
        terminal.result(
                new LoggedOut(names),
                () -> terminal.say(
                        names.isEmpty() ? "Nobody was logged in." : "Logged out: " + String.join(", ", names)));
        return ExitCode.OK;
    }

    private Login one(Identity identity) {
        return identity.login()
                .orElseThrow(
                        () -> CliFailure.usage("nobody is logged in at " + belay.url(), "See `belay login --help`."));
    }
}
