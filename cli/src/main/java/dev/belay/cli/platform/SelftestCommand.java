package dev.belay.cli.platform;

import dev.belay.cli.CliFailure;
import dev.belay.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Unmatched;

@Command(
        name = "selftest",
        header = "Build everything and run every test, with the whole-system tests.",
        description = {
            "",
            "What CI runs: `mvn verify` in the checkout. It needs the sources, so it goes through the",
            "`belay` script of the checkout that BELAY_ROOT names, or of the current directory."
        },
        footer = {"", "Examples:", "  ./belay selftest", "  ./belay selftest -pl gate-service    options go to Maven"})
public final class SelftestCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Unmatched
    private @Nullable List<String> forMaven;

    @Override
    public Integer call() throws InterruptedException {
        var root = Path.of(belay.surroundings().env("BELAY_ROOT").orElse("."))
                .toAbsolutePath()
                .normalize();
        var script = root.resolve("belay");
        if (!Files.isExecutable(script) || !Files.isRegularFile(root.resolve("pom.xml"))) {
            throw CliFailure.usage(
                    root + " is no checkout of Belay", "Run `./belay selftest` in one, or name it with BELAY_ROOT.");
        }
        var command = new ArrayList<>(List.of(script.toString(), "selftest"));
        command.addAll(forMaven == null ? List.of() : forMaven);
        try {
            return new ProcessBuilder(command)
                    .directory(root.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw CliFailure.infrastructure("cannot start " + script + ": " + e.getMessage(), null, e);
        }
    }
}
