package dev.belay.evaluation.importing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Template;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.document.Documents;
import dev.belay.evaluation.dryrun.Connections;
import dev.belay.evaluation.dryrun.ModelId;
import dev.belay.evaluation.promptfoo.Obstacle;
import dev.belay.evaluation.promptfoo.Plan.Step;
import dev.belay.evaluation.promptfoo.PromptEntry;
import dev.belay.evaluation.promptfoo.PromptfooReading;
import dev.belay.evaluation.promptfoo.ProviderEntry;
import dev.belay.evaluation.template.PromptTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drafts prompt folders from configurations that have been read; one importer gives out each name once. */
public final class Importer {
    private static final int LABEL_FOR_NAME = 40;

    private final Checker checker;
    private final String team;
    private final String owner;
    private final @Nullable String provider;
    private final Slug names = new Slug();

    /**
     * @param owner e-mail address of the PM who will own the criteria
     * @param provider id or label of whom the prompts are for; the first of each file when null
     */
    public Importer(Checker checker, String team, String owner, @Nullable String provider) {
        this.checker = checker;
        this.team = team;
        this.owner = owner;
        this.provider = provider;
    }

    /** @param reading with every provider that the file names, also those that Belay cannot ask */
    public ImportDraft draft(PromptfooReading reading) {
        var findings = new Findings(reading.file().toString());
        var folders = new ArrayList<FolderDraft>();
        var chosen = provider(reading, findings);
        if (chosen.isPresent()) {
            for (var prompt : reading.prompts()) {
                folder(reading, prompt, chosen.get(), findings).ifPresent(folders::add);
            }
        }
        if (!reading.plan().derivedMetrics().isEmpty()) {
            findings.passedOver("derivedMetrics are not kept; belay eval computes them");
        }
        folders.forEach(folder -> check(folder, findings));
        var obstacles = new ArrayList<>(reading.obstacles());
        obstacles.addAll(findings.all());
        var draft = new ImportDraft(reading.file(), folders, obstacles);
        return draft.status() == ImportDraft.Status.CANNOT
                ? new ImportDraft(reading.file(), List.of(), obstacles)
                : draft;
    }

    private Optional<ProviderEntry> provider(PromptfooReading reading, Findings findings) {
        var all = reading.providers();
        var chosen = all.stream()
                .filter(each -> provider == null || provider.equals(each.id()) || provider.equals(each.label()))
                .findFirst();
        if (chosen.isEmpty() && provider != null && !all.isEmpty() && Connections.isModel(provider)) {
            return Optional.of(new ProviderEntry(provider, null, JsonNodeFactory.instance.objectNode(), null, null));
        }
        var known = all.stream().map(ProviderEntry::name).collect(Collectors.joining(", "));
        if (chosen.isEmpty()) {
            findings.cannot(
                    "no provider " + (provider == null ? "" : "\"" + provider + "\" ") + "in it", "it has: " + known);
        } else if (!Connections.isModel(chosen.get().id())) {
            findings.cannot(
                    "Belay has no model \"" + chosen.get().id() + "\"",
                    "choose another: --provider openai:gpt-4.1-mini" + (all.size() > 1 ? ", or one of " + known : ""));
            return Optional.empty();
        }
        return chosen;
    }

    private Optional<FolderDraft> folder(
            PromptfooReading reading, PromptEntry prompt, ProviderEntry chosen, Findings findings) {
        var steps = steps(reading, prompt, chosen);
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        if (prompt.raw().contains("_conversation")) {
            findings.cannot(
                    steps.getFirst().entry(),
                    "a prompt that looks back at the conversation: cases are independent",
                    "write the earlier turns into the messages");
        }
        var templates = steps.stream().map(Step::template).distinct().toList();
        var affixes = templates.size() == 1 ? null : Affixes.in(steps);
        var template = affixes == null ? templates.getFirst() : affixes.around(prompt.raw());
        var document = new PromptDraft(findings)
                .of(
                        name(reading, prompt),
                        prompt,
                        template,
                        chosen,
                        ModelId.model(chosen.id(), merged(prompt, chosen)));
        var criteria = new CriteriaDraft(checker, findings);
        var demanded = criteria.of(owner, reading.defaultTest());
        var asked = asked(document, steps, findings, drafts(reading, affixes, findings));
        return Optional.of(new FolderDraft(
                asked.prompt(),
                demanded,
                criteria.notes(reading.file().getFileName().toString()),
                asked.cases()));
    }

    private Function<PromptDocument, CaseDrafts> drafts(
            PromptfooReading reading, @Nullable Affixes affixes, Findings findings) {
        var defaultTest = reading.defaultTest();
        int shared = defaultTest == null ? 0 : defaultTest.assertions().size();
        return prompt -> new CaseDrafts(checker, findings, shared, affixes, prompt);
    }

    private record Asked(PromptDocument prompt, List<Case> cases) {}

    /** As Mustache where that asks the same, else in promptfoo's own language. */
    private Asked asked(
            PromptDocument nunjucks, List<Step> steps, Findings findings, Function<PromptDocument, CaseDrafts> drafts) {
        var errors = PromptTemplate.errorsOf(nunjucks.messages(), Template.NUNJUCKS);
        if (!errors.isEmpty()) {
            findings.edit(
                    "message " + (errors.getFirst().message() + 1) + " of " + nunjucks.name() + ": "
                            + errors.getFirst().reason(),
                    "write the template without it");
            return new Asked(nunjucks, List.of());
        }
        var mustache = PromptDraft.mustache(nunjucks).map(prompt -> asked(prompt, steps, drafts.apply(prompt)));
        if (mustache.isPresent() && difference(mustache.get(), steps).isEmpty()) {
            return mustache.get();
        }
        var asked = asked(nunjucks, steps, drafts.apply(nunjucks));
        difference(asked, steps)
                .filter(difference -> !told(findings))
                .ifPresent(difference -> findings.edit(
                        steps.get(difference.step()).entry(), difference.says(), "look at what the folder asks there"));
        return asked;
    }

    private static Asked asked(PromptDocument prompt, List<Step> steps, CaseDrafts drafts) {
        return new Asked(prompt, steps.stream().map(drafts::of).toList());
    }

    private record Difference(int step, String says) {}

    private static Optional<Difference> difference(Asked asked, List<Step> steps) {
        var same = new SameQuestion(asked.prompt());
        for (int i = 0; i < steps.size(); i++) {
            var says = same.difference(steps.get(i), asked.cases().get(i));
            if (says.isPresent()) {
                return Optional.of(new Difference(i, says.get()));
            }
        }
        return Optional.empty();
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode merged(PromptEntry prompt, ProviderEntry chosen) {
        com.fasterxml.jackson.databind.node.ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.setAll(chosen.config());
        config.setAll(prompt.config());
        return config;
    }

    /** Those of the chosen provider's column, or of the prompt's first one when the provider is not in the file. */
    private static List<Step> steps(PromptfooReading reading, PromptEntry prompt, ProviderEntry chosen) {
        var columns = reading.plan().columns();
        int column = -1;
        for (int i = columns.size() - 1; i >= 0; i--) {
            boolean same = columns.get(i).prompt().equals(prompt);
            boolean named = columns.get(i).provider().equals(chosen)
                    || !reading.providers().contains(chosen);
            column = same && named ? i : column;
        }
        int wanted = column;
        return reading.plan().steps().stream()
                .filter(step -> step.column() == wanted)
                .toList();
    }

    private String name(PromptfooReading reading, PromptEntry prompt) {
        var folder = reading.file().toAbsolutePath().normalize().getParent();
        var base = folder == null || folder.getFileName() == null
                ? "prompt"
                : folder.getFileName().toString();
        var plain = reading.file().getFileName().toString().replaceFirst("\\.\\w+$", "");
        var name = Slug.of(plain.equals("promptfooconfig") ? base : base + "-" + plain, "prompt");
        if (reading.prompts().size() > 1) {
            boolean speaking =
                    prompt.label().length() <= LABEL_FOR_NAME && !prompt.label().contains("{{");
            var number = String.valueOf(reading.prompts().indexOf(prompt) + 1);
            name += "-" + (speaking ? Slug.of(prompt.label(), number) : number);
        }
        return team + "/" + names.once(name);
    }

    /** What a reader of the folder would refuse has to be edited, whatever else was found. */
    private static void check(FolderDraft folder, Findings findings) {
        var checked = Documents.check(folder.prompt(), folder.criteria(), folder.cases());
        if (!told(findings)) {
            checked.problems()
                    .forEach(problem -> findings.edit(
                            "in " + folder.name() + " " + problem.pointer() + ": " + problem.message(), null));
        }
    }

    private static boolean told(Findings findings) {
        return findings.all().stream().anyMatch(each -> each.kind() != Obstacle.Kind.PASSED_OVER);
    }

    /** Where a folder goes. */
    public static Path place(Path to, FolderDraft folder) {
        return to.resolve(folder.name());
    }
}
