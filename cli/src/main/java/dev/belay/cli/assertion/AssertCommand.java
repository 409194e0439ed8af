package dev.belay.cli.assertion;

import dev.belay.cli.CliFailure;
import dev.belay.cli.ExitCode;
import dev.belay.cli.Invocation;
import dev.belay.cli.terminal.Terminal;
import dev.belay.evaluation.assertion.AssertionLine;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Webhooks;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.provider.ProviderEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "assert",
        header = "Try assertions on given outputs, without a platform.",
        description = {
            "",
            "Reads one JSON line an assertion: {\"id\", \"type\", \"config\": {\"value\", \"threshold\"}, \"output\", \"vars\"},",
            "and where they matter \"response\", \"prompt\", \"embedding\" and \"provider_tools\".",
            "Prints one line for each line read;",
            "with --output json {\"id\", \"pass\", \"score\"}, and \"error\" where it cannot be evaluated."
        },
        footer = {
            "",
            "Examples:",
            "  belay assert --file vectors.jsonl --output json",
            "  belay assert --file rubrics.jsonl --grader openai:gpt-4.1-mini",
            "  echo '{\"id\":1,\"type\":\"contains\",\"config\":{\"value\":\"a\"},\"output\":\"abc\"}' | belay assert --file -",
            "",
            "Exit code: 0 when every line was answered, whatever the answers."
        })
public final class AssertCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "JSON lines; - for standard input.")
    private String file;

    @Option(
            names = "--grader",
            paramLabel = "PROVIDER:MODEL",
            description = {
                "Who answers llm-rubric, factuality and the other model-graded types.",
                "Its key and address come from the environment, like OPENAI_API_KEY."
            })
    private String grader;

    @Override
    public Integer call() {
        var terminal = belay.terminal();
        var judge = new AssertionLine(checker());
        try (var in = open();
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                print(judge.answer(line), terminal);
            }
        } catch (IOException e) {
            throw CliFailure.usage("cannot read " + file + ": " + e.getMessage(), null);
        }
        return ExitCode.OK;
    }

    private Checker checker() {
        try {
            var variables = belay.surroundings().environment();
            var environment = ProviderEnvironment.of(variables);
            var checker = new Checker(environment.embeddings()).with(Webhooks.of(variables));
            return grader == null ? checker : checker.with(judge(environment));
        } catch (IllegalArgumentException e) {
            throw CliFailure.usage(String.valueOf(e.getMessage()), null);
        }
    }

    private Judge judge(ProviderEnvironment environment) {
        return Judge.named(environment.providers(), grader).with(environment.embeddings());
    }

    private InputStream open() throws IOException {
        return file.equals("-") ? belay.surroundings().stdin() : Files.newInputStream(Path.of(file));
    }

    private static void print(AssertionLine.Answer answer, Terminal terminal) {
        if (terminal.json()) {
            terminal.raw(answer.json() + "\n");
        } else if (answer.error() != null) {
            terminal.say(terminal.yellow("! ") + answer.id().asText() + "  " + answer.error());
        } else {
            terminal.say((answer.pass() ? terminal.green("✓ ") : terminal.red("✗ "))
                    + answer.id().asText() + "  score " + answer.score());
        }
    }
}
