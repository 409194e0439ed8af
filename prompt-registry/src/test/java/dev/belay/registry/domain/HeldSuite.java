package dev.belay.registry.domain;

import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A suite small enough to have its cases at hand; number 0 is none. */
record HeldSuite(int number, List<Case> cases) {

    static HeldSuite none() {
        return new HeldSuite(0, List.of());
    }

    static HeldSuite of(int number, Case... cases) {
        return new HeldSuite(number, List.of(cases));
    }

    /** @param cases after the merge */
    record Merge(SuiteOutcome suite, List<Case> cases) {}

    @Nullable
    CurrentSuite current() {
        return number == 0
                ? null
                : new CurrentSuite(number, Content.of(new SuiteDocument(cases)).digest(), cases.size());
    }

    Merge merge(List<Case> pulled, boolean byPm, Case... sent) {
        var batch = MergedCases.Batch.of(List.of(sent), byId(cases), byId(pulled), byPm);
        var after = new TreeMap<>(byId(cases));
        Arrays.stream(sent)
                .filter(each -> batch.taken().contains(each.id()))
                .forEach(taken -> after.put(taken.id(), taken));
        var document = new SuiteDocument(List.copyOf(after.values()));
        return new Merge(
                SuiteOutcome.of(
                        current(),
                        Content.of(document).digest(),
                        document.cases().size(),
                        MergedCases.NONE.plus(batch)),
                document.cases());
    }

    private static Map<String, Case> byId(List<Case> cases) {
        return cases.stream().collect(Collectors.toMap(Case::id, Function.identity()));
    }
}
