package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.belay.evaluation.document.Source;
import dev.belay.evaluation.expression.Expression;
import dev.belay.evaluation.expression.NotAnExpression;
import dev.belay.evaluation.promptfoo.Plan.DerivedMetric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads {@code promptfooconfig.yaml} with all that it refers to, by the rules of promptfoo 0.123. Nothing is run and
 * nobody is asked. What Belay does not do is reported with file and line, all of it at once.
 */
public final class PromptfooReader {
    private static final Set<String> HARMLESS = Set.of(
            "$schema",
            "description",
            "tags",
            "sharing",
            "outputPath",
            "commandLineOptions",
            "evaluateOptions",
            "metadata",
            "writeLatestResults",
            "assertionTemplates");
    private static final Set<String> READ =
            Set.of("prompts", "providers", "targets", "tests", "defaultTest", "scenarios", "derivedMetrics");

    private final Set<String> types;
    private final Predicate<String> isAvailable;

    /**
     * @param types of assertions that can be judged
     * @param isAvailable whether a provider of this id can be asked
     */
    public PromptfooReader(Set<String> types, Predicate<String> isAvailable) {
        this.types = Set.copyOf(types);
        this.isAvailable = isAvailable;
    }

    /** Never throws for what is in the files, or is not. */
    public PromptfooReading read(Path config) {
        var obstacles = new Obstacles();
        var folder = config.getParent();
        var files = new NearbyFiles(folder == null ? Path.of("") : folder, obstacles);
        var here = Entry.of(new Source(files.name(config), MissingNode.getInstance(), Map.of("", 1), Map.of()));
        var root = files.documents(config, here).stream().findFirst().orElse(here);
        if (!root.value().isObject()) {
            if (obstacles.all().isEmpty()) {
                obstacles.needsEdit(root, "no configuration; it has fields like prompts, providers and tests", null);
            }
            return PromptfooReading.unreadable(config, obstacles.all());
        }
        refuseUnknown(root, obstacles);
        return reading(config, root, files, obstacles);
    }

    private PromptfooReading reading(Path config, Entry root, NearbyFiles files, Obstacles obstacles) {
        var providers = new ProvidersReader(files, obstacles, isAvailable);
        var assertions = new AssertionsReader(files, obstacles, types, providers);
        var reader = new TestsReader(files, obstacles, assertions, providers);
        var prompts = new PromptsReader(files, obstacles).read(root.at("prompts"));
        var asked = providers.read(root.at("targets").present() ? root.at("targets") : root.at("providers"));
        var defaultTest = reader.defaultTest(root.at("defaultTest"));
        var own = own(root, reader);
        var tests = defaultTest == null
                ? own
                : own.stream().map(test -> test.over(defaultTest)).toList();
        var metrics = derivedMetrics(root.at("derivedMetrics"), obstacles);
        var repeat =
                root.at("evaluateOptions").at("repeat").number().orElse(1.0).intValue();
        var plan = new Expansion(files, obstacles).expand(asked, prompts, tests, metrics, Math.max(1, repeat));
        var description = root.at("description").text().orElse(null);
        return new PromptfooReading(
                config, description, prompts, asked, defaultTest, own, tests, plan, obstacles.all());
    }

    private static List<TestEntry> own(Entry root, TestsReader reader) {
        var own = new ArrayList<>(reader.tests(root.at("tests")));
        if (own.isEmpty() && !root.at("scenarios").present()) {
            own.add(reader.nothing(root));
        }
        own.addAll(reader.scenarios(root.at("scenarios")));
        return own;
    }

    private static void refuseUnknown(Entry root, Obstacles obstacles) {
        root.fields().forEach((name, field) -> {
            switch (name) {
                case "nunjucksFilters" ->
                    obstacles.cannot(
                            field, "filters that are programs", "write what they would give into the variables");
                case "extensions" -> obstacles.needsEdit(field, "hooks that are programs", "leave them out");
                case "redteam" -> obstacles.cannot(field, "red-team generation", "write the tests that it generated");
                case "env" ->
                    obstacles.needsEdit(field, "an environment for templates", "make them variables of the tests");
                default -> {
                    if (!READ.contains(name) && !HARMLESS.contains(name) && !name.startsWith("x-")) {
                        obstacles.passedOver(field, "not a field that Belay reads");
                    }
                }
            }
        });
    }

    private static List<DerivedMetric> derivedMetrics(Entry written, Obstacles obstacles) {
        var metrics = new ArrayList<DerivedMetric>();
        for (var each : written.elements()) {
            var name = each.at("name").text();
            var formula = each.at("value").text();
            if (name.isEmpty() || formula.isEmpty()) {
                obstacles.needsEdit(each, "a derived metric without name or value", null);
                continue;
            }
            try {
                metrics.add(new DerivedMetric(name.get(), Expression.formula(formula.get())));
            } catch (NotAnExpression more) {
                obstacles.needsEdit(
                        each.at("value"),
                        "the formula needs code to be run: " + more.getMessage(),
                        "use + - * / ^, parentheses and functions like min");
            }
        }
        return metrics;
    }
}
