package dev.belay.cli.platform;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.release.ReleaseEvent.CertificateRevoked;
import dev.belay.contracts.signing.Certificate;
import dev.belay.contracts.signing.Writer;
import dev.belay.local.keys.InstallationKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "keys",
        header = "Show the writers' keys of the local platform; give a writer a new one; withdraw a stolen one.",
        description = {
            "",
            "Works on the platform's directory, where the root's key is: whoever can read that may do this.",
            "A new key is used from the service's next start on. What an old one signed stays genuine, until its",
            "certificate is withdrawn: releases behind the withdrawal in the log, signed with it, are not obeyed."
        },
        footer = {
            "",
            "Examples:",
            "  belay keys",
            "  belay keys --rotate gate-service           then: belay down && belay up",
            "  belay keys --withdraw 3 --reason \"stolen\"  certificate 3, once its writer has a newer one"
        })
public final class KeysCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Option(names = "--rotate", paramLabel = "WRITER", description = "The service that gets a new key.")
    private @Nullable String rotated;

    @Option(names = "--withdraw", paramLabel = "SERIAL", description = "The certificate that is not obeyed any more.")
    private @Nullable Long withdrawn;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is withdrawn; kept for ever.")
    private @Nullable String reason;

    /** @param withdrawn serials, and whether that is in the log already */
    record Keys(List<Certificate> certificates, Map<Long, Boolean> withdrawn) {}

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var keys = keys();
        if (rotated != null) {
            var given = keys.rotate(writer(rotated));
            terminal.say(given.writer() + " has certificate " + given.serial()
                    + "; it signs with it once it starts again: belay down && belay up");
        }
        if (withdrawn != null) {
            withdraw(keys, withdrawn);
            terminal.say(
                    "certificate " + withdrawn + " is withdrawn as soon as the platform is up; `belay keys` tells");
        }
        var certificates = Arrays.stream(Writer.values()).map(keys::certificate).toList();
        var now = new Keys(certificates, keys.withdrawn());
        terminal.result(now, () -> print(now, terminal));
        return ExitCode.OK;
    }

    private InstallationKeys keys() {
        var supervised = Supervised.of(belay, Map.of());
        var directory = supervised.options().keys();
        return supervised
                .guarded(() -> InstallationKeys.of(directory))
                .orElseThrow(() -> CliFailure.infrastructure(
                        "there are no keys in " + directory, "`belay up` makes them at its first start.", null));
    }

    private static Writer writer(String name) {
        return Arrays.stream(Writer.values())
                .filter(writer -> writer.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> CliFailure.usage(
                        "--rotate " + name + " is no writer",
                        "Expected one of: "
                                + Arrays.stream(Writer.values())
                                        .map(Writer::wireName)
                                        .collect(Collectors.joining(", "))));
    }

    private void withdraw(InstallationKeys keys, long serial) {
        if (reason == null || reason.isBlank()) {
            throw CliFailure.usage("--withdraw needs a --reason", "It is kept for ever, and read by auditors.");
        }
        if (serial < 1 || serial > keys.newest()) {
            throw CliFailure.usage(
                    "--withdraw " + serial + " is no certificate",
                    "Expected: 1 to " + keys.newest() + ", see `belay keys`.");
        }
        for (var writer : Writer.values()) {
            if (keys.certificate(writer).serial() == serial) {
                throw CliFailure.usage(
                        "certificate " + serial + " is the one of " + writer.wireName()
                                + ", which could do nothing more",
                        "First: belay keys --rotate " + writer.wireName() + ", belay down, belay up");
            }
        }
        keys.withdraw(new CertificateRevoked(
                "withdraw-" + serial,
                serial,
                belay.author(),
                reason,
                Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    }

    private static void print(Keys keys, Terminal terminal) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("writer", "certificate", "signs"));
        keys.certificates()
                .forEach(one ->
                        rows.add(List.of(one.writer(), Long.toString(one.serial()), String.join(", ", one.kinds()))));
        Columns.table(rows).forEach(terminal::say);
        keys.withdrawn()
                .forEach((serial, done) -> terminal.say("certificate " + serial
                        + (done ? " is withdrawn" : " will be withdrawn once the platform is up")));
    }
}
