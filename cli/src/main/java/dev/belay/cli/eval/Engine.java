package dev.belay.cli.eval;

import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.dryrun.Connections;
import dev.belay.evaluation.dryrun.Judging;
import dev.belay.evaluation.promptfoo.PromptfooReader;
import dev.belay.evaluation.provider.OpenAiProvider;
import dev.belay.evaluation.provider.Prices;
import dev.belay.evaluation.provider.Providers;
import dev.belay.evaluation.provider.SimulatedProvider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is asked and who judges, as the environment says. */
public record Engine(Checker checker, Providers providers, Connections connections, Judging judging) {

    /** @param grader the id of the model that grades where a file names none */
    public static Engine of(Map<String, String> environment, @Nullable String grader) {
        var prices = Prices.builtIn();
        var settings =
                OpenAiProvider.Settings.of(environment.get("OPENAI_BASE_URL"), environment.get("OPENAI_API_KEY"));
        var providers = new Providers(new OpenAiProvider(settings, prices), new SimulatedProvider(prices));
        var checker = new Checker();
        var connections = new Connections(environment, prices);
        var judge = grader == null ? Judging.STANDARD_GRADER : grader;
        return new Engine(
                checker.with(connections.judge(judge)),
                providers,
                connections,
                new Judging(checker, connections, judge));
    }

    public PromptfooReader reader() {
        return new PromptfooReader(Judging.types(checker), Connections::isAvailable);
    }
}
