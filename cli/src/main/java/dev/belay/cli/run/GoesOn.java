package dev.belay.cli.run;

import dev.belay.cli.terminal.Terminal;
import java.util.Collection;
import java.util.stream.Collectors;

/** While it is open, whoever ends the process is told how to go on watching. */
public final class GoesOn implements AutoCloseable {

    private final Thread hook;

    public GoesOn(Terminal terminal, Collection<String> runs) {
        var who = runs.size() == 1 ? "The run goes on" : "The runs go on";
        var commands = runs.stream()
                .map(run -> "belay watch " + RunId.changeOf(run))
                .collect(Collectors.joining("\n  ", runs.size() == 1 ? "  " : "\n  ", ""));
        hook = new Thread(() -> terminal.say("\n" + who + " without you. To go on watching:" + commands));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook has said its lines.
        }
    }
}
