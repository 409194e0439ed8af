package dev.belay.registry.store;

import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.registry.domain.MergedCases;
import dev.belay.registry.domain.SentCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cases of a suite in the making. Begun only when something differs, so that a folder sent again costs no copy. */
final class NextList {

    private final CaseLists lists;
    private final String prompt;
    private final Optional<Long> held;
    private final Optional<Long> pulled;
    private final boolean byPm;
    private MergedCases merged = MergedCases.NONE;
    private int asSent;
    private @Nullable Long begun;

    /**
     * @param held of the registry's suite
     * @param pulled of the one that the sender's folder was pulled at
     */
    NextList(CaseLists lists, String prompt, Optional<Long> held, Optional<Long> pulled, boolean byPm) {
        this.lists = lists;
        this.prompt = prompt;
        this.held = held;
        this.pulled = pulled;
        this.byPm = byPm;
    }

    MergedCases merged() {
        return merged;
    }

    /** How many of the list are as they were sent. */
    int asSent() {
        return asSent;
    }

    boolean isUnchanged() {
        return begun == null && held.isPresent();
    }

    /** That of the registry's suite as long as nothing differs from it. */
    long list() {
        return isUnchanged() ? held.orElseThrow() : begin();
    }

    private long begin() {
        if (begun == null) {
            long list = lists.create();
            held.ifPresent(known -> lists.copy(known, list));
            begun = list;
        }
        return begun;
    }

    /** Equal digests are equal cases, so only the others are read. */
    void merge(List<SentCase> sent) {
        var ids = sent.stream().map(SentCase::id).toList();
        var known = held.map(list -> lists.digests(list, ids)).orElse(Map.of());
        var different = sent.stream()
                .filter(each -> !each.digest().equals(known.get(each.id())))
                .toList();
        var ofBoth =
                different.stream().map(SentCase::id).filter(known::containsKey).toList();
        var documents =
                different.stream().map(each -> CaseJson.read(each.json())).toList();
        var batch = MergedCases.Batch.of(documents, cases(held, ofBoth), cases(pulled, ofBoth), byPm);
        merged = merged.plus(batch);
        var taken = batch.taken();
        asSent += sent.size() - different.size() + taken.size();
        if (!taken.isEmpty()) {
            put(different.stream().filter(each -> taken.contains(each.id())).toList());
        }
    }

    private void put(List<SentCase> taken) {
        lists.put(begin(), prompt, taken);
    }

    private Map<String, Case> cases(Optional<Long> list, List<String> ids) {
        return list.isEmpty() || ids.isEmpty() ? Map.of() : lists.cases(list.get(), ids);
    }
}
