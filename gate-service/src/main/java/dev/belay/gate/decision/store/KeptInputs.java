package dev.belay.gate.decision.store;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.run.CaseEvaluated;
import dev.belay.gate.decision.domain.Extension;
import dev.belay.gate.decision.domain.Inputs;
import dev.belay.gate.decision.domain.Inputs.Live;
import dev.belay.gate.decision.domain.Inputs.Proposal;
import dev.belay.gate.decision.domain.Inputs.SuiteCase;
import dev.belay.gate.decision.domain.Member;
import dev.belay.gate.decision.domain.RolledBack;
import dev.belay.gate.decision.domain.people.People;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision was made from, as it is kept: the results by their digest, since there may be a hundred thousand and
 * they stay, unchanged, in the rows of their attempt.
 *
 * @param candidateResults SHA-256 over the results' JSON, a line each, in the order of {@link Inputs}
 */
record KeptInputs(
        String ruleSet,
        Instant asOf,
        Proposal change,
        CriteriaDocument criteria,
        List<SuiteCase> suite,
        Digest candidateResults,
        Digest baselineResults,
        @Nullable Live live,
        @Nullable List<Extension> extensions,
        @Nullable People people,
        @Nullable List<Member> together,
        @Nullable RolledBack rolledBack,
        @Nullable Digest heldResults) {

    static KeptInputs of(Inputs inputs) {
        return new KeptInputs(
                inputs.ruleSet(),
                inputs.asOf(),
                inputs.change(),
                inputs.criteria(),
                inputs.suite(),
                digest(inputs.candidateResults()),
                digest(inputs.baselineResults()),
                inputs.live(),
                inputs.extensions(),
                inputs.people(),
                inputs.together(),
                inputs.rolledBack(),
                inputs.heldResults() == null ? null : digest(inputs.heldResults()));
    }

    Inputs with(List<CaseEvaluated> candidate, List<CaseEvaluated> baseline, List<CaseEvaluated> held) {
        return new Inputs(
                ruleSet,
                asOf,
                change,
                criteria,
                suite,
                candidate,
                baseline,
                live,
                extensions,
                people,
                together,
                rolledBack,
                held);
    }

    private static Digest digest(List<CaseEvaluated> results) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var result : results) {
                sha256.update(JsonText.of(result).getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) '\n');
            }
            return new Digest("sha256:" + HexFormat.of().formatHex(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
