package dev.belay.cli.working;

import dev.belay.cli.CliFailure;
import dev.belay.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a folder and, where GitHub reads along, what each came to in GitHub's own words. */
final class FolderTelling {

    private final Terminal terminal;
    private final Audience audience;
    private final @Nullable Path summary;
    private @Nullable String guard;

    FolderTelling(Terminal terminal, Audience audience, @Nullable Path summary) {
        this.terminal = terminal;
        this.audience = audience;
        this.summary = summary;
    }

    /** Who reads what is printed. */
    enum Audience {
        /** Whoever typed a call for one folder, which ends with what is wrong with it. */
        ONE_FOLDER,
        SEVERAL_FOLDERS,
        GITHUB
    }

    /** From here on no line of an output or a file that is printed is taken for a workflow command. */
    void begin() {
        if (audience == Audience.GITHUB) {
            guard = UUID.randomUUID().toString();
            terminal.say("::stop-commands::" + guard);
        }
    }

    void end() {
        if (guard != null) {
            terminal.say("::" + guard + "::");
            guard = null;
        }
    }

    void tell(FolderResult result) {
        switch (audience) {
            case ONE_FOLDER -> {}
            case SEVERAL_FOLDERS -> complain(result, terminal.json() ? line -> {} : terminal::complain);
            case GITHUB -> {
                complain(result, terminal::say);
                end();
                GitHubReport.annotations(result).forEach(terminal::say);
                summarise(GitHubReport.summary(result));
                begin();
            }
        }
    }

    private static void complain(FolderResult result, Consumer<String> teller) {
        var failure = result.failureOrNull();
        if (failure != null) {
            failure.details().forEach(detail -> teller.accept(detail.asLine()));
            teller.accept(result.folder() + ": " + failure.getMessage());
        }
    }

    private void summarise(String markdown) {
        try {
            if (summary != null) {
                Files.writeString(summary, markdown, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw CliFailure.usage("GITHUB_STEP_SUMMARY: cannot write " + summary + ": " + e.getMessage(), null);
        }
    }
}
