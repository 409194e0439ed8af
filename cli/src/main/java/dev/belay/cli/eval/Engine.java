package dev.belay.cli.eval;

import dev.belay.cli.CliFailure;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Webhooks;
import dev.belay.evaluation.dryrun.Connections;
import dev.belay.evaluation.dryrun.Judging;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import dev.belay.evaluation.provider.ProviderEnvironment;
import dev.belay.evaluation.provider.Providers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is asked and who judges, as the environment says. */
public record Engine(Checker checker, Connections connections, Judging judging) {

    /** @param grader the id of the model that grades where a file names none */
    public static Engine of(Map<String, String> environment, @Nullable String grader) {
        try {
            var connections = new Connections(environment);
            var checker = new Checker(ProviderEnvironment.of(environment).embeddings()).with(Webhooks.of(environment));
            var judge = grader == null ? Judging.STANDARD_GRADER : grader;
            return new Engine(
                    checker.with(connections.judge(judge)), connections, new Judging(checker, connections, judge));
        } catch (IllegalArgumentException setWrongly) {
            throw CliFailure.usage(String.valueOf(setWrongly.getMessage()), "It is set in the environment.");
        }
    }

    public Providers providers() {
        return connections.providers();
    }

    public PromptfooReader reader() {
        return new PromptfooReader(Judging.types(checker), Connections::isAvailable);
    }
}
