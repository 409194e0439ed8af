package dev.belay.registry.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.registry.domain.Excerpt;
import dev.belay.registry.domain.SuiteDigest;
import dev.belay.registry.store.Saved.MissingVariable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pass over a suite: what its digest is, and whether every case has a value for every variable of the prompt. */
final class SuiteScan {

    private final Optional<PromptTemplate> template;
    private final SuiteDigest digest = new SuiteDigest();
    private Excerpt<MissingVariable> missing = Excerpt.none();

    private SuiteScan(Optional<PromptTemplate> template) {
        this.template = template;
    }

    /** Of a case no more than is looked at, which is read in half the time. */
    private record Variables(String id, Map<String, JsonNode> vars) {}

    record Found(Digest digest, int cases, Excerpt<MissingVariable> missing) {}

    /** @param prompt absent when there is none that the cases must fit */
    static Found of(CasePages pages, long list, Optional<PromptDocument> prompt) {
        var scan = new SuiteScan(prompt.map(PromptTemplate::of));
        pages.forEach(list, scan::next);
        return new Found(scan.digest.finish(), scan.digest.cases(), scan.missing);
    }

    private void next(String json) {
        digest.next(json);
        template.ifPresent(known -> missing = missing.plus(missing(known, json)));
    }

    private static List<MissingVariable> missing(PromptTemplate template, String json) {
        var held = CaseJson.read(json, Variables.class);
        return template.missing(held.vars()).stream()
                .map(variable -> new MissingVariable(held.id(), variable))
                .toList();
    }
}
