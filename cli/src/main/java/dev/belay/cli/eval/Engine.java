package dev.belay.cli.eval;

import dev.belay.cli.CliFailure;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.assertion.Webhooks;
import dev.belay.evaluation.document.FolderReading;
import dev.belay.evaluation.dryrun.Connections;
import dev.belay.evaluation.dryrun.Judging;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import dev.belay.evaluation.provider.ProviderEnvironment;
import dev.belay.evaluation.provider.Providers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked and who judges, as the environment says.
 *
 * @param grader the id of the model that grades where a file names none; absent where nobody said one
 */
public record Engine(
        Checker checker,
        Connections connections,
        Judging judging,
        @Nullable String grader) {

    /** @param grader the id of the model that grades where a file names none */
    public static Engine of(Map<String, String> environment, @Nullable String grader) {
        try {
            var connections = new Connections(environment);
            var checker = new Checker(ProviderEnvironment.of(environment).embeddings()).with(Webhooks.of(environment));
            var judge = grader == null ? Judging.STANDARD_GRADER : grader;
            return new Engine(
                    checker.with(connections.judge(judge)),
                    connections,
                    new Judging(checker, connections, judge),
                    grader);
        } catch (IllegalArgumentException setWrongly) {
            throw CliFailure.usage(String.valueOf(setWrongly.getMessage()), "It is set in the environment.");
        }
    }

    public Providers providers() {
        return connections.providers();
    }

    /** As on the platform: by the judge that the criteria name, else the one that was named here, else the prompt's own model. */
    public Checker checkerOf(FolderReading.Folder folder) {
        var named = folder.criteria() == null ? null : folder.criteria().judge();
        var own = folder.prompt().model();
        boolean agent = own.provider().equals(Providers.HTTP);
        if (named == null && (grader != null || agent)) {
            return checker;
        }
        return checker.with(Judge.named(providers(), named == null ? own.provider() + ":" + own.name() : named));
    }

    public PromptfooReader reader() {
        return new PromptfooReader(Judging.types(checker), Connections::isAvailable);
    }
}
