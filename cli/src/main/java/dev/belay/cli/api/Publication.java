package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.ChangeEvent.Together;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder as it is sent to the registry, in one request that succeeds or fails whole.
 *
 * @param criteriaBase the criteria that the folder was pulled at, so that newer ones are never overwritten
 * @param suiteBase the suite likewise, by which an old copy of a case is told from an edit
 * @param parent the version that the author started from
 * @param samples how often each case is asked, once when absent
 * @param authors who wrote what changed, as Git names them by e-mail; absent where Git cannot say
 * @param whole evaluate every case, even when none that is left can change the verdict
 * @param together the group that it is decided and released with, all or none; absent when alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Publication(
        PromptDocument document,
        @Nullable CriteriaDocument criteria,
        @Nullable Digest criteriaBase,
        List<Case> cases,
        @Nullable Digest suiteBase,
        @Nullable Digest parent,
        String message,
        Set<Aspect> aspects,
        boolean check,
        @Nullable BigDecimal budgetUsd,
        @Nullable Integer samples,
        @Nullable Set<String> authors,
        boolean whole,
        @Nullable Together together) {}
