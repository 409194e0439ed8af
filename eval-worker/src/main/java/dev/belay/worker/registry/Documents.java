package dev.belay.worker.registry;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.document.SuiteReading;
import dev.belay.contracts.event.EventJson;
import dev.belay.contracts.run.EvalTask;
import dev.belay.contracts.run.RunPlan;
import dev.belay.evaluation.template.PromptTemplate;
import dev.belay.outbox.TransientFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/**
 * Immutable documents by digest, read once. Throws {@link TransientFault} while the registry is away, and
 * {@link DocumentMissing} when it has no such document; neither is remembered.
 */
@ApplicationScoped
public class Documents {

    private final Reads reads;
    private final CasePages pages;
    private final LoadingCache<Digest, Version> versions;
    private final LoadingCache<Digest, CriteriaDocument> criteria;

    Documents(RegistryConfig config, Reads reads, CasePages pages) {
        this.reads = reads;
        this.pages = pages;
        this.versions = Caffeine.newBuilder()
                .maximumSize(config.cached())
                .build(digest -> parsed(read("versions", digest, PromptDocument.class)));
        this.criteria = Caffeine.newBuilder()
                .maximumSize(config.cached())
                .build(digest -> read("criteria", digest, CriteriaDocument.class));
    }

    public Version version(Digest digest) {
        return versions.get(digest);
    }

    public CriteriaDocument criteria(Digest digest) {
        return criteria.get(digest);
    }

    /** The case that the task was planned from, and no other of the same id. */
    public Case evalCase(EvalTask task) {
        var evalCase = pages.get(task.suite(), task.caseId());
        if (!RunPlan.isOf(task, evalCase)) {
            throw new DocumentMissing(
                    "missing-document",
                    "case \"" + task.caseId() + "\" of suite " + task.suite().value() + " is not what task "
                            + task.task().value() + " was planned from");
        }
        return evalCase;
    }

    /** As it is in the suite. */
    public Case evalCase(Digest suite, String caseId) {
        return pages.get(suite, caseId);
    }

    /**
     * Hands each case of a suite on as it is read. What is done with them must be undone when this throws: only at the end is
     * it known that they are the suite.
     */
    public void readSuite(Digest digest, Consumer<Case> cases) {
        reads.get("/v1/suites/" + digest.value(), body -> {
            Reads.verify(SuiteReading.read(body, cases), digest);
            return digest;
        });
    }

    private static Version parsed(PromptDocument prompt) {
        return new Version(prompt, PromptTemplate.of(prompt));
    }

    private <T> T read(String kind, Digest digest, Class<T> type) {
        return reads.document(kind, digest, body -> EventJson.mapper().readValue(body, type));
    }
}
