package dev.belay.evaluation.promptfoo;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a configuration came to.
 *
 * @param defaultTest what it demands of every output, apart from what is merged into {@code tests}; null for nothing
 * @param tests with what {@code defaultTest} adds
 * @param plan all of it written out; to be run only when nothing is in the way
 * @param obstacles all that Belay does not do, by file and line
 */
public record PromptfooReading(
        Path file,
        @Nullable String description,
        List<PromptEntry> prompts,
        List<ProviderEntry> providers,
        @Nullable TestEntry defaultTest,
        List<TestEntry> ownTests,
        List<TestEntry> tests,
        Plan plan,
        List<Obstacle> obstacles) {

    public PromptfooReading {
        prompts = List.copyOf(prompts);
        providers = List.copyOf(providers);
        ownTests = List.copyOf(ownTests);
        tests = List.copyOf(tests);
        obstacles = List.copyOf(obstacles);
    }

    static PromptfooReading unreadable(Path file, List<Obstacle> obstacles) {
        var none = new Plan(List.of(), List.of(), List.of());
        return new PromptfooReading(file, null, List.of(), List.of(), null, List.of(), List.of(), none, obstacles);
    }

    /** Whether it can be run as it stands. */
    public boolean isRunnable() {
        return obstacles.stream().allMatch(each -> each.kind() == Obstacle.Kind.PASSED_OVER);
    }
}
