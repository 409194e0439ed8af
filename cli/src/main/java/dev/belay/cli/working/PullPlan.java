package dev.belay.cli.working;

import dev.belay.cli.terminal.TextDiff;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import dev.belay.evaluation.document.DocumentWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which files must change for a folder to say what the registry says. What is equal in content is left as it is written;
 * what only the folder has stays.
 */
final class PullPlan {

    private static final String ADDED = "cases/registry.yaml";

    private final RegistryState registry;
    private final List<FileUpdate> updates = new ArrayList<>();

    private PullPlan(RegistryState registry) {
        this.registry = registry;
    }

    static List<FileUpdate> forNewFolder(RegistryState registry) {
        var plan = new PullPlan(registry);
        if (registry.prompt() != null) {
            plan.updates.add(FileUpdate.ofNew("prompt.yaml", DocumentWriter.prompt(registry.prompt())));
        }
        if (registry.criteria() != null) {
            plan.updates.add(FileUpdate.ofNew("criteria.yaml", DocumentWriter.criteria(registry.criteria())));
        }
        if (!registry.cases().isEmpty()) {
            plan.updates.add(FileUpdate.ofNew("cases/cases.yaml", DocumentWriter.cases(registry.cases())));
        }
        return plan.updates;
    }

    /** @param before the suite that the folder was last in step with, by id */
    static List<FileUpdate> forFolder(RegistryState registry, WorkingCopy copy, Map<String, Case> before) {
        var plan = new PullPlan(registry);
        var base = copy.base();
        plan.document(
                "prompt.yaml",
                copy.folder().prompt(),
                registry.prompt(),
                base == null ? null : base.version(),
                DocumentWriter::prompt);
        plan.besidesPrompt(copy, before);
        return plan.updates;
    }

    /** Criteria and cases alone, as {@link #forFolder} has them. */
    static List<FileUpdate> besidesPrompt(RegistryState registry, WorkingCopy copy, Map<String, Case> before) {
        var plan = new PullPlan(registry);
        plan.besidesPrompt(copy, before);
        return plan.updates;
    }

    private void besidesPrompt(WorkingCopy copy, Map<String, Case> before) {
        var base = copy.base();
        document(
                "criteria.yaml",
                copy.folder().criteria(),
                registry.criteria(),
                base == null ? null : base.criteria(),
                DocumentWriter::criteria);
        cases(CaseFile.of(copy.path()), before);
    }

    private <T> void document(
            String name, @Nullable T mine, @Nullable T theirs, @Nullable Digest base, Function<T, String> writer) {
        if (theirs == null || (mine != null && digest(mine).equals(digest(theirs)))) {
            return;
        }
        if (mine == null) {
            updates.add(FileUpdate.ofNew(name, writer.apply(theirs)));
            return;
        }
        var text = writer.apply(theirs);
        var diff = TextDiff.unified("folder/" + name, writer.apply(mine), "registry/" + name, text);
        updates.add(new FileUpdate(name, text, null, diff, !digest(mine).equals(base)));
    }

    private void cases(List<CaseFile> files, Map<String, Case> before) {
        var theirs = registry.cases().stream().collect(Collectors.toMap(Case::id, one -> one));
        var here = new HashSet<String>();
        for (var file : files) {
            file.cases().forEach(one -> here.add(one.id()));
            caseFile(file, theirs, before);
        }
        var missing = registry.cases().stream()
                .filter(one -> !here.contains(one.id()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var existing = files.stream().filter(file -> file.name().equals(ADDED)).findFirst();
        if (existing.isEmpty()) {
            updates.add(FileUpdate.ofNew(ADDED, DocumentWriter.cases(missing)));
        } else {
            var merged = new ArrayList<>(updated(existing.get(), theirs));
            merged.addAll(missing);
            updates.removeIf(update -> update.name().equals(ADDED));
            updates.add(FileUpdate.ofNew(ADDED, DocumentWriter.cases(merged)));
        }
    }

    private void caseFile(CaseFile file, Map<String, Case> theirs, Map<String, Case> before) {
        var changed = file.cases().stream()
                .filter(one -> theirs.containsKey(one.id()) && !one.equals(theirs.get(one.id())))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        boolean losesEdits = changed.stream().anyMatch(one -> !Objects.equals(one, before.get(one.id())));
        var incoming = changed.stream().map(one -> theirs.get(one.id())).toList();
        var diff = TextDiff.unified(
                "folder/" + file.name(),
                DocumentWriter.cases(changed),
                "registry/" + file.name(),
                DocumentWriter.cases(incoming));
        updates.add(
                new FileUpdate(file.writtenAs(), file.textOf(updated(file, theirs)), file.name(), diff, losesEdits));
    }

    private static List<Case> updated(CaseFile file, Map<String, Case> theirs) {
        var cases = new ArrayList<Case>();
        file.cases().forEach(one -> cases.add(theirs.getOrDefault(one.id(), one)));
        return cases;
    }

    static Map<String, Case> byId(List<Case> cases) {
        var byId = new HashMap<String, Case>();
        cases.forEach(one -> byId.put(one.id(), one));
        return byId;
    }

    private static Digest digest(Object document) {
        return CanonicalJson.of(document, EventJson.mapper()).digest();
    }
}
