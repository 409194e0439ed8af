package dev.belay.cli.audit;

import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.api.Verification.Difference;
import dev.belay.cli.terminal.Terminal;
import dev.belay.contracts.audit.ChainCheck;
import dev.belay.contracts.audit.Flaw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        header = "Make every stored decision again and check the record; there should be no difference.",
        description = {
            "",
            "The gate decides again from what it stored, by the rules of then, and compares. Signatures and chains of the",
            "record are checked here, with the root's public key: the gate is not taken at its word."
        },
        footer = {
            "",
            "Examples:",
            "  belay verify                               everything that you may read",
            "  belay verify care/visit-summary",
            "  belay verify --keys keys.json              a root's key that you have from before",
            "  belay verify --output json | jq .differences",
            "",
            "Exit codes: 0 no difference, 1 a difference or a flaw, 2 usage, 3 platform."
        })
public final class VerifyCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "PROMPT", arity = "0..1", description = "team/name; all prompts when absent.")
    private @Nullable PromptName prompt;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The platform's /.well-known/jwks.json, kept from before. Default: asked of the platform.")
    private @Nullable Path keys;

    /** What it came to. */
    record Verified(long decisions, List<Difference> differences, long records, List<Flaw> flaws) {

        boolean isClean() {
            return differences.isEmpty() && flaws.isEmpty();
        }
    }

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var client = belay.client();
        var differences = new ArrayList<Difference>();
        long decisions = decisions(client, differences, terminal);
        var flaws = new ArrayList<Flaw>();
        long records = records(client, flaws, terminal);
        progress("", terminal);
        var verified = new Verified(decisions, differences, records, flaws);
        terminal.result(verified, () -> print(verified, terminal));
        return verified.isClean() ? ExitCode.OK : ExitCode.REJECTED;
    }

    private long decisions(BelayClient client, List<Difference> differences, Terminal terminal) {
        long checked = 0;
        var after = "";
        while (after != null) {
            var page = client.verification(prompt, after);
            checked += page.checked();
            differences.addAll(page.differences());
            progress("decided again: " + checked + " of " + (checked + page.left()), terminal);
            after = page.next();
        }
        return checked;
    }

    private long records(BelayClient client, List<Flaw> flaws, Terminal terminal) {
        var trust = PublicKeyFile.orOf(keys, client).trust();
        var sealed = client.auditSeal(null, null, prompt == null ? null : prompt.toString());
        flaws.addAll(ChainCheck.of(sealed, trust));
        var reading = new AuditReading(client);
        long records = 0;
        for (var chain : sealed.seal().chains()) {
            var check = new ChainCheck(chain, trust);
            reading.read(chain, check::read);
            flaws.addAll(check.flaws());
            records += chain.last() - chain.first() + 1;
            progress("records checked: " + records, terminal);
        }
        return records;
    }

    private static void progress(String line, Terminal terminal) {
        if (terminal.interactive()) {
            terminal.redraw(line.isEmpty() ? "" : "  " + line);
        }
    }

    private static void print(Verified verified, Terminal terminal) {
        verified.differences()
                .forEach(one ->
                        terminal.say(terminal.red("✗") + " " + one.prompt() + " " + one.run() + ": " + one.what()));
        verified.flaws().forEach(flaw -> terminal.say(FlawText.of(flaw, terminal)));
        terminal.say(count(verified.decisions(), "decision") + " made again: "
                + found(verified.differences().size(), "difference", terminal));
        terminal.say(count(verified.records(), "signed record") + " in their chains: "
                + found(verified.flaws().size(), "flaw", terminal));
    }

    private static String found(int number, String what, Terminal terminal) {
        return number == 0 ? terminal.green("no " + what) : terminal.red(count(number, what));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
