package dev.belay.cli.run;

import dev.belay.cli.api.Completion;
import dev.belay.cli.api.Run;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.decision.DecisionEvent.Decision;
import dev.belay.contracts.decision.Finding;
import dev.belay.contracts.decision.Finding.Evidence;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.run.Subject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of care/visit-summary, v3 against v2, at its stations. */
public final class RunFixture {

    public static final Digest CANDIDATE = Digest.of("v3");
    static final Digest BASELINE = Digest.of("v2");
    public static final Digest CRITERIA = Digest.of("criteria");
    static final Digest SUITE = Digest.of("suite");
    public static final Digest OUTPUT = Digest.of("output");

    private RunFixture() {}

    public static Run evaluating(int measured) {
        return run(1, Run.State.EVALUATING, measured, null);
    }

    public static Run approved(int attempt) {
        return run(attempt, Run.State.APPROVED, 4, decision(0, passed()));
    }

    static Run releasedByHand() {
        return run(1, Run.State.APPROVED, 4, "pm or ops: release it", decision(0, passed()));
    }

    static Run outdated() {
        return run(1, Run.State.OUTDATED, 4, null);
    }

    public static Run rejected() {
        return run(1, Run.State.REJECTED, 2, decision(2, violated(), notApplicable()));
    }

    public static Run heldBack() {
        return run(1, Run.State.IN_REVIEW, 4, decision(0, passed()));
    }

    static Finding passed() {
        return new Finding(
                Finding.Rule.MUST_HAVE,
                Finding.Outcome.PASSED,
                "cites-sources",
                "4 of 4 outputs satisfy it",
                Map.of("rate", 1.0),
                List.of());
    }

    private static Finding violated() {
        return new Finding(
                Finding.Rule.MUST_NOT,
                Finding.Outcome.FAILED,
                "recommends-medication",
                "1 output violates it",
                Map.of("violations", 1.0),
                List.of(new Evidence("pain-runner", 0, Subject.CANDIDATE, OUTPUT)));
    }

    private static Finding notApplicable() {
        return new Finding(
                Finding.Rule.CEILINGS, Finding.Outcome.NOT_APPLICABLE, null, "none set", Map.of(), List.of());
    }

    private static Decision decision(int cancelled, Finding... findings) {
        return new Decision(
                "1",
                Digest.of("inputs"),
                new VersionRef(3, CANDIDATE),
                new VersionRef(2, BASELINE),
                7,
                CRITERIA,
                SUITE,
                List.of(findings),
                4,
                4 - cancelled,
                cancelled,
                new BigDecimal("0.0021"));
    }

    private static Run run(int attempt, Run.State state, int measured, @Nullable Decision decision) {
        var waitsFor = state == Run.State.IN_REVIEW ? "pm@care.example (budget)" : null;
        return run(attempt, state, measured, waitsFor, decision);
    }

    private static Run run(
            int attempt, Run.State state, int measured, @Nullable String waitsFor, @Nullable Decision decision) {
        return new Run(
                "ch-abcdefghij." + attempt,
                "ch-abcdefghij",
                attempt,
                "care/visit-summary",
                new VersionRef(3, CANDIDATE),
                new VersionRef(2, BASELINE),
                CRITERIA,
                SUITE,
                false,
                state,
                4,
                measured,
                measured,
                0,
                0,
                0,
                new BigDecimal("0.0021"),
                null,
                waitsFor,
                aspects(),
                null,
                decision);
    }

    private static List<Run.Affected> aspects() {
        return List.of(
                new Run.Affected(Aspect.TONE, "author", "declared by ana@care.example", null, null),
                new Run.Affected(
                        Aspect.PERSONA, "diff", "\"You are\" in \"system: You are Nora\"", "pm@care.example", "a name"),
                new Run.Affected(Aspect.SAFETY, "diff", "\"dosage\" in \"system: Name the dosage.\"", null, null));
    }

    public static PromptDocument document() {
        return new PromptDocument(
                "care/visit-summary",
                null,
                new PromptDocument.Model("simulated", "care", null, null, null, null, null),
                List.of(new PromptDocument.Message(PromptDocument.Role.USER, "{{note}}")),
                null,
                null);
    }

    public static CriteriaDocument criteria() {
        return new CriteriaDocument(
                "pm@care.example",
                null,
                List.of(new CriteriaDocument.MustNot(
                        "recommends-medication",
                        "recommends a specific medication",
                        List.of("Take ibuprofen."),
                        null,
                        new Assertion("icontains", null, null, null, null))),
                null,
                null,
                null,
                null);
    }

    public static Completion completion() {
        return new Completion(
                OUTPUT, "simulated", "care", "You could take ibuprofen 400 mg for that.", "stop", 400L, null, true);
    }
}
