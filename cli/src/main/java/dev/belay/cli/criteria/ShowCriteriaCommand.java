package dev.belay.cli.criteria;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.api.PromptName;
import dev.belay.cli.terminal.Columns;
import dev.belay.cli.working.ExampleTrial;
import dev.belay.cli.working.WorkingCopy;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.evaluation.document.DocumentWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        header = "Show the criteria of a folder, or of a prompt in the registry.",
        footer = {
            "",
            "Examples:",
            "  belay criteria show care/visit-summary                         as they were published",
            "  belay criteria show prompts/care/visit-summary --effective     each key, its value and where it is from"
        })
final class ShowCriteriaCommand implements Callable<Integer> {

    private static final int LONGEST_VALUE = 70;

    @ParentCommand
    private CriteriaCommand criteria;

    @Parameters(paramLabel = "DIR|PROMPT", description = "A folder with prompt.yaml, or team/name.")
    private String subject;

    @Option(names = "--effective", description = "With every default, and where each value is from.")
    private boolean effective;

    @Override
    public Integer call() {
        var terminal = criteria.belay().terminal();
        var document = document();
        if (effective) {
            var settings = EffectiveCriteria.of(document);
            terminal.result(settings, () -> Columns.table(rows(settings)).forEach(terminal::say));
        } else {
            terminal.result(
                    document, () -> DocumentWriter.criteria(document).lines().forEach(terminal::say));
        }
        return ExitCode.OK;
    }

    private static List<List<String>> rows(EffectiveCriteria settings) {
        return Stream.concat(
                        Stream.of(List.of("KEY", "ORIGIN", "VALUE")),
                        settings.settings().stream()
                                .map(one -> List.of(one.key(), one.origin(), shortened(one.value()))))
                .toList();
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    private CriteriaDocument document() {
        if (Files.exists(Path.of(subject).resolve("prompt.yaml"))) {
            return ExampleTrial.of(WorkingCopy.read(Path.of(subject))).criteria();
        }
        var name = PromptName.tryParse(subject)
                .orElseThrow(() -> CliFailure.usage(
                        "'" + subject + "' is no folder with a prompt.yaml and no prompt (team/name)", null));
        var client = criteria.belay().client();
        return client.prompt(name)
                .filter(known -> known.criteria() != null)
                .map(known -> client.criteria(known.criteria().digest()))
                .orElseThrow(() -> CliFailure.usage(
                        "the registry has no criteria of " + name,
                        "`belay criteria publish DIR` publishes the first ones."));
    }
}
