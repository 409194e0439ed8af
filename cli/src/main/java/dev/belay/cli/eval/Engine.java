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

/** Who is asked and who judges, as the environment says. */
public record Engine(Checker checker, Providers providers, Connections connections, Judging judging) {

    public static Engine of(Map<String, String> environment) {
        var prices = Prices.builtIn();
        var settings =
                OpenAiProvider.Settings.of(environment.get("OPENAI_BASE_URL"), environment.get("OPENAI_API_KEY"));
        var providers = new Providers(new OpenAiProvider(settings, prices), new SimulatedProvider(prices));
        var checker = new Checker();
        return new Engine(checker, providers, new Connections(environment, prices), new Judging(checker));
    }

    public PromptfooReader reader() {
        return new PromptfooReader(Judging.types(checker), Connections::isAvailable);
    }
}
