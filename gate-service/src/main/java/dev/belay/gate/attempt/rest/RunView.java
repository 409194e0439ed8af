package dev.belay.gate.attempt.rest;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.gate.attempt.domain.State;
import dev.belay.gate.attempt.store.AttemptStore.Closing;
import dev.belay.gate.attempt.store.AttemptStore.Standing;
import dev.belay.gate.decision.domain.people.AffectedAspect;
import dev.belay.gate.decision.store.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attempt and its run.
 *
 * @param measured outputs with a result, errors included, of both sides
 * @param cancelled outputs that were not measured any more when the attempt was decided or ended
 * @param costUsd what the run's own calls cost
 * @param aspects what makes the change one of tone, persona or safety; of rules, once they have looked at it
 * @param reason why it was withdrawn or outdated
 */
record RunView(
        String run,
        String change,
        int attempt,
        String prompt,
        VersionRef candidate,
        @Nullable VersionRef baseline,
        long baselineDeployment,
        Digest criteria,
        Digest suite,
        boolean check,
        String state,
        int expected,
        int measured,
        int passed,
        int failed,
        int errors,
        int cancelled,
        BigDecimal costUsd,
        Instant deadline,
        @Nullable Instant pausedSince,
        @Nullable String waitsFor,
        List<Affected> aspects,
        @Nullable String reason,
        @Nullable Decision decision) {

    /**
     * @param by {@code author}, {@code diff} or {@code drift}
     * @param why what was found, in words
     * @param removedBy the PM who said that it does not hold; only ever of one that a rule had added
     * @param removedBecause their reason
     */
    record Affected(
            Aspect aspect,
            String by,
            String why,
            @Nullable String removedBy,
            @Nullable String removedBecause) {

        private static Affected of(AffectedAspect affected) {
            var removal = affected.removal();
            return new Affected(
                    affected.aspect(),
                    affected.by().name().toLowerCase(Locale.ROOT),
                    affected.why(),
                    removal == null ? null : removal.by(),
                    removal == null ? null : removal.reason());
        }
    }

    static RunView of(Standing standing, boolean check, List<AffectedAspect> aspects, @Nullable Decision decision) {
        var opened = standing.opened();
        var progress = standing.progress();
        return new RunView(
                opened.run(),
                opened.change(),
                opened.attempt(),
                opened.prompt(),
                opened.candidate(),
                opened.baseline(),
                opened.baselineDeployment(),
                opened.criteria(),
                opened.suite(),
                check,
                standing.state().wireName(),
                progress.expected(),
                progress.measured(),
                progress.passed(),
                progress.failed(),
                progress.errors(),
                standing.state() == State.EVALUATING ? 0 : cancelled(standing, decision),
                progress.costUsd(),
                opened.deadline(),
                standing.pausedSince(),
                standing.waitsFor(),
                aspects.stream().map(Affected::of).toList(),
                standing.closing().map(RunView::reason).orElse(null),
                decision);
    }

    private static @Nullable String reason(Closing closing) {
        return JsonText.tree(closing.json()).path("reason").asText(null);
    }

    /** A result that came after the decision does not make it less true that it was not waited for. */
    private static int cancelled(Standing standing, @Nullable Decision decision) {
        return decision == null
                ? standing.progress().expected() - standing.progress().measured()
                : decision.cancelled();
    }
}
