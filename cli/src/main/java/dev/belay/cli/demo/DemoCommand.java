package dev.belay.cli.demo;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Change;
import dev.belay.cli.api.Live;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Unreachable;
import dev.belay.cli.identity.Identity;
import dev.belay.cli.platform.Supervised;
import dev.belay.cli.release.Environment;
import dev.belay.cli.terminal.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "demo",
        header = "Tell the whole story on a sample, on a platform of its own.",
        description = {
            "",
            "Starts the local platform if it is not up. A PM publishes criteria, an engineer a patient-visit summary",
            "prompt, a harmless rewording, a change that loses the citation and one that recommends ibuprofen; the PM",
            "signs, tries a rollback, hands the prompt over and reviews a change of tone; an application tells of an output",
            "with a medication in it, which rolls back by itself, and ops drills a rollback. No model is asked: the",
            "replies are simulated, by rules that follow the prompt. The platform is left up."
        },
        footer = {"", "Examples:", "  belay demo", "  belay demo --fresh    wipe the platform's data first"})
public final class DemoCommand implements Callable<Integer> {

    private static final PromptName PROMPT = new PromptName(DemoStory.PROMPT);
    private static final String TEAM = "care";

    @ParentCommand
    private Invocation belay;

    @Option(names = "--fresh", description = "Wipe the local platform's data first.")
    private boolean fresh;

    /** @param change the newest, rejected one */
    record Told(String url, @Nullable Live live, @Nullable String change, List<String> next) {}

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var platform = address(terminal);
        var client = new BelayClient(platform, logIn(belay.identityAt(platform)));
        var sample = Path.of(belay.surroundings().env("BELAY_ROOT").orElse("."))
                .resolve("samples/care/visit-summary")
                .toAbsolutePath()
                .normalize();
        int tellings =
                client.prompt(PROMPT).isPresent() ? client.versions(PROMPT).size() : 0;
        var folder = DemoFolder.copyOf(sample, place(), tellings);
        terminal.blank();
        terminal.say(terminal.bold("The story of " + PROMPT)
                + terminal.yellow("  (simulated model: no real model is asked, nothing is paid)"));
        terminal.say(terminal.dim("The sample is copied to " + folder.path() + " and edited there."));
        var pm = new BelayClient(
                platform,
                belay.identityAt(platform)
                        .logIn(Chapter.PM, List.of("pm"), TEAM)
                        .token());
        logIn(belay.identityAt(platform));
        new DemoStory(
                        terminal,
                        folder,
                        command -> typed(command, client.base()),
                        () -> client.changes(PROMPT, 1).getFirst().change(),
                        new DemoReviewer(pm)::judge)
                .tell();
        var told = told(client);
        terminal.result(told, () -> print(told, terminal));
        return ExitCode.OK;
    }

    /** Beside the platform's data, and short to read where that is below the current directory. */
    private Path place() {
        var here = Path.of("").toAbsolutePath();
        var place = Supervised.of(belay, Map.of()).options().home().resolve("demo/visit-summary");
        return place.startsWith(here) ? here.relativize(place) : place;
    }

    /** Of a platform that answers there already, else of the one that is started now. */
    private URI address(Terminal terminal) {
        if (!fresh) {
            try {
                logIn(belay.identity());
                return belay.url();
            } catch (Unreachable notUp) {
                terminal.say("nothing answers at " + belay.url());
            }
        }
        var supervised = Supervised.of(belay, Map.of());
        if (fresh) {
            terminal.say("wiping " + supervised.options().home());
            supervised.wipe();
        }
        terminal.say("starting the local platform in " + supervised.options().home());
        return supervised.up(terminal).url();
    }

    /** The people of the story; the engineer is the newest, who goes on after it. */
    private static String logIn(Identity identity) {
        identity.logIn(DemoStory.OPS, List.of("ops"), TEAM);
        identity.logIn(Chapter.PM, List.of("pm"), TEAM);
        return identity.logIn(Chapter.ENGINEER, List.of("engineer"), TEAM).token();
    }

    private int typed(List<String> command, URI url) {
        var arguments = new ArrayList<>(command);
        arguments.add("--url=" + url);
        belay.likeThis().forEach(arguments::add);
        return belay.another().execute(arguments.toArray(String[]::new));
    }

    private static Told told(BelayClient client) {
        var live = client.live(PROMPT, Environment.DEFAULT).orElse(null);
        var change = client.changes(PROMPT, 1).stream().map(Change::change).findFirst();
        var next = List.of(
                "./belay show " + change.orElse(PROMPT.value()),
                "./belay log --since 24h",
                "curl -H \"Authorization: Bearer $(./belay whoami --token)\" " + client.base() + "/v1/live/" + PROMPT);
        return new Told(client.base().toString(), live, change.orElse(null), next);
    }

    private void print(Told told, Terminal terminal) {
        terminal.blank();
        terminal.say("The platform stays up at " + told.url() + ". Try next:");
        told.next().forEach(command -> terminal.say("  " + terminal.bold(command)));
        terminal.say(terminal.dim("and  ./belay down  to stop it."));
    }
}
