package dev.belay.cli.run;

import dev.belay.cli.api.BelayClient;
import dev.belay.cli.api.Completion;
import dev.belay.cli.api.Run;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.document.CriteriaDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An output that broke a criterion, with what the criterion asks for.
 *
 * @param says the criterion in its PM's words
 * @param completion absent when the output was erased or never recorded
 */
public record Offence(
        Finding.Rule rule,
        String criterion,
        @Nullable String says,
        String caseId,
        @Nullable Completion completion) {

    private static final int PER_FINDING = 2;

    /** A few for each failed must-have and must-not: enough to see what went wrong. */
    static List<Offence> of(BelayClient client, Run run) {
        var decision = run.decision();
        if (decision == null) {
            return List.of();
        }
        var offences = new ArrayList<Offence>();
        var broken = decision.findings().stream().filter(Offence::broken).toList();
        var criteria = broken.isEmpty() ? null : client.criteria(run.criteria());
        for (var finding : broken) {
            finding.evidence().stream()
                    .limit(PER_FINDING)
                    .map(evidence -> new Offence(
                            finding.rule(),
                            String.valueOf(finding.criterion()),
                            says(criteria, finding),
                            evidence.caseId(),
                            read(client, evidence.completion()).orElse(null)))
                    .forEach(offences::add);
        }
        return List.copyOf(offences);
    }

    private static boolean broken(Finding finding) {
        return finding.outcome() == Finding.Outcome.FAILED
                && finding.criterion() != null
                && (finding.rule() == Finding.Rule.MUST_NOT || finding.rule() == Finding.Rule.MUST_HAVE);
    }

    private static @Nullable String says(@Nullable CriteriaDocument criteria, Finding finding) {
        if (criteria == null) {
            return null;
        }
        if (finding.rule() == Finding.Rule.MUST_NOT) {
            return criteria.mustNots().stream()
                    .filter(one -> one.id().equals(finding.criterion()))
                    .map(CriteriaDocument.MustNot::says)
                    .findFirst()
                    .orElse(null);
        }
        return criteria.mustHaves().stream()
                .filter(one -> one.id().equals(finding.criterion()))
                .map(CriteriaDocument.MustHave::says)
                .findFirst()
                .orElse(null);
    }

    private static Optional<Completion> read(BelayClient client, @Nullable Digest completion) {
        return completion == null ? Optional.empty() : client.completion(completion);
    }
}
