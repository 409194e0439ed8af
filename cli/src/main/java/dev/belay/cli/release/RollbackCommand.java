package dev.belay.cli.release;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Live;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Rollback;
import dev.belay.cli.api.Serving;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.document.CriteriaDocument.LivePolicy;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Scanner;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "rollback",
        header = "Put the last known good version back, and wait until it is live.",
        description = {
            "",
            "The target is the newest earlier version that was never rolled back from, unless --to names one.",
            "The version left is held: it cannot be promoted again. Asks once at a terminal, never with --yes,",
            "and never where nobody could answer."
        },
        footer = {
            "",
            "Examples:",
            "  belay rollback care/visit-summary",
            "  belay rollback care/visit-summary --to 3 --reason \"cites nothing\" --yes",
            "  belay rollback care/visit-summary --to-time 2h      to what was live two hours ago",
            "  belay rollback --release-group tg-1f0c6d2a-77b1     what went live together goes back together",
            "",
            "Exit codes: 0 live, 1 refused, or a newer rollback came first, 2 nothing to go back to, 4 ordered and not live yet."
        })
public final class RollbackCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int TRIES = 10;

    @ParentCommand
    private Invocation belay;

    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "team/name; not with --release-group.")
    private @Nullable PromptName prompt;

    @Option(
            names = "--release-group",
            paramLabel = "GROUP",
            description = "Every prompt that went live with it, as belay show names it: tg-…")
    private @Nullable String group;

    @Option(names = "--to", paramLabel = "N", description = "Version to put back. Default: the last known good one.")
    private @Nullable Integer to;

    @Option(
            names = "--to-time",
            paramLabel = "TIME",
            description = "Put back what was live then: how long ago (45m, 24h), or an ISO 8601 time.")
    private @Nullable String toTime;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the rollback.")
    private @Nullable String reason;

    @Option(names = "--environment", paramLabel = "NAME", description = "Default: " + Environment.DEFAULT + ".")
    private @Nullable String environment;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /**
     * @param live what applications get now; absent when that cannot be read, which stops no rollback
     * @param serving who serves what; absent likewise
     */
    record Done(
            Rollback rollback,
            @Nullable Live live,
            @Nullable Serving serving) {}

    @Override
    public Integer call() throws InterruptedException {
        if ((prompt == null) == (group == null)) {
            throw CliFailure.usage("PROMPT or --release-group (expected: one of them)", "belay rollback --help");
        }
        var client = belay.client();
        var terminal = belay.terminal();
        if (group != null) {
            return together(client, terminal, group);
        }
        if (!yes && terminal.interactive() && !confirmed(client, terminal)) {
            terminal.say("Nothing was rolled back.");
            return ExitCode.USAGE;
        }
        var rollback = untilLive(client, order(client));
        var done = new Done(rollback, live(client, rollback), serving(client, rollback));
        terminal.result(done, () -> print(done, terminal));
        return exitCode(rollback);
    }

    private @Nullable Instant then() {
        if (toTime == null) {
            return null;
        }
        try {
            return LivePolicy.span(toTime).map(ago -> Instant.now().minus(ago)).orElseGet(() -> Instant.parse(toTime));
        } catch (DateTimeException e) {
            throw CliFailure.usage(
                    "--to-time: \"" + toTime + "\" (expected: like 45m, 24h or 2026-11-01T12:00:00Z)",
                    "belay rollback --help");
        }
    }

    private int together(BelayClient client, Terminal terminal, String named) throws InterruptedException {
        if (!yes && terminal.interactive() && !confirmed(terminal, named)) {
            terminal.say("Nothing was rolled back.");
            return ExitCode.USAGE;
        }
        var members = client.rollBackTogether(named, reason);
        var ended = new ArrayList<Rollback.Member>();
        for (var member : members) {
            ended.add(
                    member.rollback() == null
                            ? member
                            : new Rollback.Member(
                                    member.prompt(), member.environment(), untilLive(client, member.rollback()), null));
        }
        terminal.result(
                ended,
                () -> ended.forEach(member -> {
                    if (member.rollback() == null) {
                        terminal.say(terminal.yellow("– " + member.prompt() + " stays: ") + member.why());
                    } else {
                        terminal.say(member.prompt() + " in " + member.environment());
                        print(new Done(member.rollback(), null, null), terminal);
                    }
                }));
        return ended.stream()
                .mapToInt(member -> member.rollback() == null ? ExitCode.REJECTED : exitCode(member.rollback()))
                .max()
                .orElse(ExitCode.OK);
    }

    private boolean confirmed(Terminal terminal, String named) {
        return terminal.confirm(
                "Roll back every prompt that went live with " + named + "?",
                new Scanner(belay.surroundings().stdin(), StandardCharsets.UTF_8));
    }

    private boolean confirmed(BelayClient client, Terminal terminal) {
        var where = environment == null ? Environment.DEFAULT : environment;
        var live = client.live(prompt, where)
                .map(now -> now.version() + " (deployment " + now.number() + ")")
                .orElse("nothing");
        var target =
                to != null ? "v" + to : toTime != null ? "what was live at " + then() : "the last known good version";
        var answers = new Scanner(belay.surroundings().stdin(), StandardCharsets.UTF_8);
        return terminal.confirm(
                prompt + " in " + where + ": " + live + " is live. Go back to " + target + "?", answers);
    }

    /** The key makes it safe to send again when the answer is lost. */
    private Rollback order(BelayClient client) throws InterruptedException {
        var key = UUID.randomUUID().toString();
        var order = new Rollback.Order(prompt.value(), environment, to, then(), reason);
        for (int tries = 1; ; tries++) {
            try {
                return client.orderRollback(order, key);
            } catch (CliFailure failure) {
                if (!failure.mayPass() || tries == TRIES) {
                    throw failure;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    /** What was accepted will be done, so a service that is away for a moment is waited for. */
    private static Rollback untilLive(BelayClient client, Rollback ordered) throws InterruptedException {
        var rollback = ordered;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (rollback.state() == Rollback.State.ORDERED && System.nanoTime() < deadline) {
            try {
                rollback = client.rollback(rollback.rollback(), POLL);
            } catch (CliFailure failure) {
                if (!failure.mayPass()) {
                    throw failure;
                }
                Thread.sleep(PAUSE);
            }
        }
        return rollback;
    }

    private @Nullable Live live(BelayClient client, Rollback rollback) {
        try {
            return client.live(prompt, rollback.environment()).orElse(null);
        } catch (CliFailure failure) {
            return null;
        }
    }

    private static @Nullable Serving serving(BelayClient client, Rollback rollback) {
        try {
            return client.serving(new PromptName(rollback.prompt()), rollback.environment())
                    .orElse(null);
        } catch (CliFailure failure) {
            return null;
        }
    }

    private static void print(Done done, Terminal terminal) {
        var rollback = done.rollback();
        var left = rollback.left() == null ? "" : " from " + rollback.left();
        switch (rollback.state()) {
            case LIVE -> {
                var time = rollback.timeToRollbackMs();
                terminal.say(terminal.green("✓ rolled back") + left + " to " + rollback.target()
                        + (time == null ? "" : " in " + terminal.bold(time + " ms") + " from order to live"));
            }
            case ALREADY_LIVE -> terminal.say("– " + rollback.target() + " was live already: nothing changed");
            case VOID ->
                terminal.say(terminal.yellow("– nothing changed: ") + why(rollback, "a newer rollback came first"));
            case REFUSED ->
                terminal.say(terminal.red("✗ refused") + ": "
                        + why(rollback, rollback.target() + " was never live here, or was itself rolled back from"));
            case ORDERED ->
                terminal.say(terminal.yellow("? ordered, not yet live")
                        + ": it will be as soon as a deployer reads it.  belay live " + rollback.prompt());
        }
        if (done.live() != null) {
            terminal.say("  live now: " + done.live().version() + " (deployment "
                    + done.live().number() + ")" + held(rollback));
        }
        if (done.serving() != null) {
            new ServingText(terminal, Instant.now()).printMayServeOld(done.serving());
        }
    }

    private static String why(Rollback rollback, String otherwise) {
        return rollback.explanation() == null ? otherwise : rollback.explanation();
    }

    private static String held(Rollback rollback) {
        return rollback.state() == Rollback.State.LIVE && rollback.left() != null
                ? "; " + rollback.left() + " is held and cannot be promoted again"
                : "";
    }

    private static int exitCode(Rollback rollback) {
        return switch (rollback.state()) {
            case LIVE, ALREADY_LIVE -> ExitCode.OK;
            case VOID, REFUSED -> ExitCode.REJECTED;
            case ORDERED -> ExitCode.UNDECIDED;
        };
    }
}
