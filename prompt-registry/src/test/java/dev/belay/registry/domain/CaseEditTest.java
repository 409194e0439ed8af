package dev.belay.registry.domain;

import static dev.belay.registry.domain.FolderFixture.aCase;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseEditTest {

    private final Case before = aCase("a", "x", "y");

    @Test
    void anotherAssertionDemandsMore() {
        assertThat(CaseEdit.weakening(before, aCase("a", "y", "x", "z"))).isEmpty();
    }

    @Test
    void descriptionAndTagsDemandNothing() {
        var described = new Case("a", "why", before.vars(), before.assertions(), null, null, null, List.of("edge"));

        assertThat(CaseEdit.weakening(before, described)).isEmpty();
    }

    @Test
    void missingAssertionDemandsLess() {
        assertThat(CaseEdit.weakening(before, aCase("a", "x"))).contains("it lacks an assertion");
        assertThat(CaseEdit.weakening(before, aCase("a", "z"))).contains("it lacks 2 assertions");
        assertThat(CaseEdit.weakening(aCase("a", "x", "x"), aCase("a", "x"))).contains("it lacks an assertion");
    }

    @Test
    void otherVariablesAreAnotherCase() {
        var other = new Case(
                "a", null, Map.of("note", TextNode.valueOf("easier")), before.assertions(), null, null, null, null);

        assertThat(CaseEdit.weakening(before, other)).contains("its variables differ");
    }

    @Test
    void thresholdProvenanceAndFailureModeAreThePms() {
        assertThat(CaseEdit.weakening(before, with(0.5, null, null))).contains("its threshold differs");
        assertThat(CaseEdit.weakening(with(0.5, null, null), before)).contains("its threshold differs");
        assertThat(CaseEdit.weakening(before, with(null, "incident", null))).contains("its provenance differs");
        assertThat(CaseEdit.weakening(with(null, null, "no-diagnosis"), before))
                .contains("it stands for another failure mode");
    }

    @Test
    void withAThresholdOneMoreAssertionMayLetMorePass() {
        var thresholded = with(0.5, null, null);
        var padded =
                new Case("a", null, before.vars(), aCase("a", "x", "y", "z").assertions(), 0.5, null, null, null);

        assertThat(CaseEdit.weakening(thresholded, padded))
                .contains("it has a threshold, so another assertion may lower what passes");
    }

    private Case with(Double threshold, String from, String failureMode) {
        return new Case("a", null, before.vars(), before.assertions(), threshold, from, failureMode, null);
    }
}
