package dev.belay.deployer.sink.domain;

import dev.belay.contracts.release.LiveState;
import dev.belay.deployer.domain.PromptPattern;
import java.util.regex.Pattern;

/** What of all that is live a sink is for. */
public record Selection(PromptPattern prompts, String environment) {

    private static final Pattern PROMPTS =
            Pattern.compile("\\*|[A-Za-z0-9][A-Za-z0-9._-]{0,99}/(\\*|[A-Za-z0-9][A-Za-z0-9._-]{0,99})");
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

    public Selection {
        if (!PROMPTS.matcher(prompts.text()).matches()) {
            throw new IllegalArgumentException(
                    "prompts: " + prompts.text() + " (expected: *, a team like care/*, or a prompt like care/summary)");
        }
        if (!ENVIRONMENT.matcher(environment).matches()) {
            throw new IllegalArgumentException(
                    "environment: " + environment + " (expected: a name of lower-case letters, digits and -)");
        }
    }

    public static Selection of(String prompts, String environment) {
        return new Selection(new PromptPattern(prompts), environment);
    }

    public boolean includes(LiveState live) {
        return live.environment().equals(environment) && prompts.matches(live.prompt());
    }
}
