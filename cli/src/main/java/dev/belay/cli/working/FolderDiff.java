package dev.belay.cli.working;

import dev.belay.cli.terminal.TextDiff;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.document.Weakening;
import dev.belay.evaluation.document.DocumentWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From what the registry says to what the folder says.
 *
 * @param version unified, empty when equal
 * @param criteria likewise
 * @param weakens how the folder's criteria demand less than the registry's
 * @param onlyInRegistry ids; publishing the folder leaves them where they are
 */
record FolderDiff(
        String prompt,
        List<String> version,
        List<String> criteria,
        List<Weakening> weakens,
        List<String> added,
        Map<String, List<String>> changed,
        List<String> onlyInRegistry) {

    static FolderDiff of(WorkingCopy copy, RegistryState registry) {
        var folder = copy.folder();
        var mine = PullPlan.byId(folder.cases());
        var theirs = PullPlan.byId(registry.cases());
        var changed = new TreeMap<String, List<String>>();
        mine.forEach((id, one) -> {
            if (theirs.containsKey(id) && !one.equals(theirs.get(id))) {
                changed.put(id, diff("case " + id, List.of(theirs.get(id)), List.of(one), DocumentWriter::cases));
            }
        });
        return new FolderDiff(
                folder.prompt().name(),
                diff("prompt.yaml", registry.prompt(), folder.prompt(), DocumentWriter::prompt),
                diff("criteria.yaml", registry.criteria(), folder.criteria(), DocumentWriter::criteria),
                registry.criteria() == null || folder.criteria() == null
                        ? List.of()
                        : Weakening.of(registry.criteria(), folder.criteria()),
                without(folder.cases(), theirs),
                changed,
                without(registry.cases(), mine));
    }

    private static List<String> without(List<Case> cases, Map<String, Case> others) {
        return cases.stream()
                .map(Case::id)
                .filter(id -> !others.containsKey(id))
                .sorted()
                .toList();
    }

    private static <T> List<String> diff(
            String name, @Nullable T theirs, @Nullable T mine, Function<T, String> writer) {
        if (mine == null) {
            return List.of();
        }
        var from = theirs == null ? "" : writer.apply(theirs);
        return TextDiff.unified("registry/" + name, from, "folder/" + name, writer.apply(mine));
    }

    boolean same() {
        return version.isEmpty() && criteria.isEmpty() && added.isEmpty() && changed.isEmpty();
    }
}
