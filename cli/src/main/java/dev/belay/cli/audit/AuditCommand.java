package dev.belay.cli.audit;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.Output;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.audit.Flaw;
import dev.belay.contracts.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "audit",
        header = "Export the record: who proposed, what was measured, who judged, what was decided, what went live.",
        description = {
            "",
            "Each event is there as its writer signed it, in a chain a prompt, and the gate seals what an export has to",
            "hold: what is removed or altered later shows. The JSON document can be checked offline, with the root's",
            "public key alone; CSV is for reading."
        },
        footer = {
            "",
            "Examples:",
            "  belay audit --from 2026-11-01 --to 2026-12-01 --output json > november.json",
            "  belay audit --prompt care/visit-summary --output csv > visit-summary.csv",
            "  belay audit --verify november.json",
            "  curl $BELAY_URL/.well-known/jwks.json > keys.json      once, and kept apart from the exports",
            "  belay audit --verify november.json --keys keys.json    offline",
            "",
            "Exit codes: 0 done, 1 the record is not as it was recorded, 2 usage, 3 platform."
        })
public final class AuditCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Option(names = "--from", paramLabel = "WHEN", description = "A day (from its beginning) or an ISO 8601 time.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHEN", description = "A day (before its beginning) or an ISO 8601 time.")
    private @Nullable String to;

    @Option(names = "--prompt", paramLabel = "PROMPT", description = "team/name; all that you may read when absent.")
    private @Nullable PromptName prompt;

    @Option(names = "--verify", paramLabel = "FILE", description = "Check an export instead of making one.")
    private @Nullable Path file;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The platform's /.well-known/jwks.json, kept from before. Default: asked of the platform.")
    private @Nullable Path keys;

    @Override
    public Integer call() {
        if (file != null) {
            var terminal = belay.terminal();
            return verify(read(file), terminal);
        }
        var export = new AuditReading(belay.client())
                .export(instant("--from", from), instant("--to", to), prompt == null ? null : prompt.toString());
        var entries = new ArrayList<>(export.records());
        entries.sort(Comparator.comparing(record -> record.recordedAt()));
        if (belay.form() == Output.csv) {
            var out = belay.textTerminal();
            out.raw(AuditEntry.csvHeader() + "\r\n");
            entries.forEach(record -> out.raw(AuditEntry.of(record).csv() + "\r\n"));
            return ExitCode.OK;
        }
        var terminal = belay.terminal();
        terminal.result(export, () -> print(entries.stream().map(AuditEntry::of).toList(), terminal));
        return ExitCode.OK;
    }

    private static void print(List<AuditEntry> entries, Terminal terminal) {
        if (entries.isEmpty()) {
            terminal.say("nothing was recorded in that time");
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("when", "prompt", "event", "change", "who", "what"));
        entries.forEach(entry -> rows.add(
                List.of(entry.when(), entry.prompt(), entry.event(), entry.change(), entry.who(), entry.what())));
        Columns.table(rows).forEach(terminal::say);
    }

    /** What checking a file came to. */
    record Checked(int records, int chains, Instant from, Instant to, Instant sealedAt, List<Flaw> flaws) {}

    private int verify(AuditExport export, Terminal terminal) {
        var seal = export.sealed().seal();
        var checked = new Checked(
                export.records().size(),
                seal.chains().size(),
                seal.from(),
                seal.to(),
                seal.sealedAt(),
                export.flaws(PublicKeyFile.orOf(keys, belay.client()).trust()));
        terminal.result(checked, () -> {
            checked.flaws().forEach(flaw -> terminal.say(FlawText.of(flaw, terminal)));
            terminal.say(
                    checked.flaws().isEmpty()
                            ? terminal.green("whole: " + checked.records() + " records in " + checked.chains()
                                    + " chains, as they were recorded; sealed " + checked.sealedAt())
                            : terminal.red("not whole: " + checked.flaws().size() + " flaws"));
        });
        return checked.flaws().isEmpty() ? ExitCode.OK : ExitCode.REJECTED;
    }

    private static AuditExport read(Path path) {
        try {
            return EventJson.mapper().readValue(Files.readAllBytes(path), AuditExport.class);
        } catch (IOException e) {
            throw CliFailure.usage(
                    path + " cannot be read: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    "Expected: what `belay audit --output json` prints");
        }
    }

    private static @Nullable Instant instant(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeParseException e) {
            throw CliFailure.usage(
                    option + " " + text + " is no time", "Expected: like 2026-11-25 or 2026-11-25T10:00:00Z");
        }
    }
}
