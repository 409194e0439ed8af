package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say of a decided run by other criteria.
 *
 * @param before {@code approved}, {@code rejected}, {@code held-back} or {@code needs-outputs}; {@code after} likewise
 * @param findings by the other criteria, those that do not pass
 */
public record Retrial(String before, String after, List<Finding> findings) {

    /** Recorded outputs that a worker scores by other criteria. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rescoring(
            String prompt,
            CriteriaDocument criteria,
            Digest suite,
            Digest candidate,
            @Nullable Digest baseline,
            List<CaseEvaluated> results,
            BigDecimal budgetUsd) {}

    /** @param costUsd of the judge's calls that were made */
    public record Rescored(List<CaseEvaluated> results, BigDecimal costUsd) {}

    public record Order(CriteriaDocument criteria, List<CaseEvaluated> results) {}
}
