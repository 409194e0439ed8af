package dev.belay.cli.notification;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.Webhook;
import dev.belay.cli.api.Webhook.Delivery;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "webhook",
        header = "Tell a team's own systems what waits for whom, what was decided, what was rolled back.",
        description = {
            "",
            "Deliveries are signed as Standard Webhooks says, so any of its libraries verifies them. What is not answered",
            "with 2xx in 10 s is tried again for 3 days, and a webhook that goes on failing is never switched off: `list`",
            "shows it with its error. Added and removed by pm and ops. Where people read: `belay notify`."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  belay webhook add --team care --address https://hooks.care.example/belay",
            "  belay webhook add --team care --address https://pager.example/x --events decided,rolled-back",
            "  belay webhook list --team care",
            "  belay webhook deliveries wh-7k2m9q4t",
            "  belay webhook replay wh-7k2m9q4t --since 2026-11-25T09:00:00Z"
        })
public final class WebhookCommand implements Runnable {

    private static final String ID = "Its id, as `belay webhook list` shows it.";

    @ParentCommand
    private Invocation belay;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "add",
            header = "Add a webhook, and show its secret this once.",
            footer = {"", "Examples:", "  belay webhook add --team care --address https://hooks.care.example/belay"})
    int add(
            @Option(names = "--team", required = true, paramLabel = "TEAM", description = "Whose prompts it is about.")
                    String team,
            @Option(
                            names = "--address",
                            required = true,
                            paramLabel = "URL",
                            description = "Where it is posted to; https, and not into a private network.")
                    String address,
            @Option(
                            names = "--events",
                            split = ",",
                            paramLabel = "EVENT",
                            description =
                                    "Of review-requested, sign-off-requested, decided, rolled-back. Default: all of them.")
                    @Nullable
                    List<String> events) {
        var added = belay.client().webhooks().add(team, "webhook", address, events == null ? List.of() : events);
        var terminal = belay.terminal();
        terminal.result(added, () -> {
            terminal.say(terminal.bold(added.secret()));
            terminal.say("  " + added.id() + ": " + String.join(", ", added.events()) + " of " + added.team() + " to "
                    + added.url() + ". Keep the secret now: it is not shown again.");
        });
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            header = "The webhooks of a team, and which of them fail.",
            footer = {"", "Examples:", "  belay webhook list --team care"})
    int list(
            @Option(names = "--team", required = true, paramLabel = "TEAM", description = "Whose they are.")
                    String team) {
        var webhooks = belay.client().webhooks().of(team).stream()
                .filter(webhook -> !webhook.readByPeople())
                .toList();
        var terminal = belay.terminal();
        terminal.result(webhooks, () -> print(team, webhooks, terminal));
        return ExitCode.OK;
    }

    private static void print(String team, List<Webhook> webhooks, Terminal terminal) {
        for (var webhook : webhooks) {
            terminal.say(webhook.id() + "  " + webhook.url() + "  " + String.join(", ", webhook.events()));
            if (webhook.failures() > 0) {
                terminal.say("    "
                        + terminal.yellow("failed %d times since %s: %s"
                                .formatted(webhook.failures(), webhook.failingSince(), webhook.lastError())));
            }
        }
        if (webhooks.isEmpty()) {
            terminal.say("No webhooks. Add one:  belay webhook add --team " + team + " --address URL");
        }
    }

    @Command(
            name = "remove",
            header = "Remove a webhook; what is pending is not sent.",
            footer = {"", "Examples:", "  belay webhook remove wh-7k2m9q4t"})
    int remove(@Parameters(paramLabel = "WEBHOOK", description = ID) String id) {
        belay.client().webhooks().remove(id);
        var terminal = belay.terminal();
        terminal.result(Map.of("removed", id), () -> terminal.say("Removed: " + id));
        return ExitCode.OK;
    }

    @Command(
            name = "deliveries",
            header = "What a webhook was told and is to be told, newest first.",
            footer = {"", "Examples:", "  belay webhook deliveries wh-7k2m9q4t --limit 10"})
    int deliveries(
            @Parameters(paramLabel = "WEBHOOK", description = ID) String id,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "1 to 500. Default: ${DEFAULT-VALUE}.")
                    int limit) {
        var deliveries = belay.client().webhooks().deliveries(id, limit);
        var terminal = belay.terminal();
        terminal.result(deliveries, () -> {
            if (deliveries.isEmpty()) {
                terminal.say("nothing was told yet");
            } else {
                Columns.table(rows(deliveries)).forEach(terminal::say);
            }
        });
        return ExitCode.OK;
    }

    private static List<List<String>> rows(List<Delivery> deliveries) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("when", "event", "state", "tries", "id", "last answer"));
        for (var delivery : deliveries) {
            rows.add(List.of(
                    delivery.createdAt().toString(),
                    delivery.event(),
                    delivery.state(),
                    Integer.toString(delivery.tries()),
                    delivery.id(),
                    (delivery.lastAnswer() == null ? "" : delivery.lastAnswer())
                            + (delivery.nextTryAt() == null ? "" : " (next try " + delivery.nextTryAt() + ")")));
        }
        return rows;
    }

    @Command(
            name = "replay",
            header = "Tell a webhook again what happened since a moment.",
            description = {"", "Under the ids that it had, by which a receiver knows what it has seen."},
            footer = {"", "Examples:", "  belay webhook replay wh-7k2m9q4t --since 2026-11-25T09:00:00Z"})
    int replay(
            @Parameters(paramLabel = "WEBHOOK", description = ID) String id,
            @Option(
                            names = "--since",
                            required = true,
                            paramLabel = "TIME",
                            description = "Like 2026-11-25T09:00:00Z; what is older than 30 days is gone.")
                    String since) {
        int replayed = belay.client().webhooks().replay(id, moment(since));
        var terminal = belay.terminal();
        terminal.result(
                Map.of("replayed", replayed), () -> terminal.say(replayed + " told again, from the next second on"));
        return ExitCode.OK;
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw CliFailure.usage("--since " + text + " is no time", "Expected: like 2026-11-25T09:00:00Z");
        }
    }
}
