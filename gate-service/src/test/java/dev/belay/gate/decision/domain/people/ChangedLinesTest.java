package dev.belay.gate.decision.domain.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.document.CriteriaDocument.Affects;
import dev.belay.contracts.document.CriteriaDocument.Detector;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.gate.decision.domain.people.AffectedAspect.By;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedLinesTest {

    private static final Affects USUAL = new Affects(null, null, null);
    private static final PromptDocument BASE = prompt("Summarise the visit.\nAnswer in a friendly tone.", 0.2);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Summarise the visit.\\nAnswer in a friendly tone.                       | ``",
                "Summarise the visit!\\nAnswer in a friendly tone.                       | ``",
                "Summarise the visit.\\nAnswer in a formal tone.                         | TONE",
                "Summarise the visit.                                                    | TONE",
                "You are Nora.\\nSummarise the visit.\\nAnswer in a friendly tone.       | PERSONA",
                "Name the dosage.\\nSummarise the visit.\\nAnswer in a friendly tone.    | SAFETY",
                "You are a nurse. Name any medication.\\nSummarise the visit.            | TONE PERSONA SAFETY",
            })
    void areWhatAddsAspects(String says, String aspects) {
        var found = ChangedLines.between(BASE, prompt(says.replace("\\n", "\n"), 0.2))
                .aspects(USUAL);

        assertThat(found.stream().map(aspect -> aspect.aspect().name()).toList())
                .isEqualTo(aspects.equals("``") ? List.of() : List.of(aspects.split(" ")));
        assertThat(found).allMatch(aspect -> aspect.by() == By.DIFF);
    }

    @Test
    void saysWhatWasFoundAndWhere() {
        var candidate = prompt("Name the Dosage.\nSummarise the visit.\nAnswer in a friendly tone.", 0.2);

        assertThat(ChangedLines.between(BASE, candidate).aspects(USUAL))
                .extracting(AffectedAspect::why)
                .containsExactly("\"Dosage\" in \"system: Name the Dosage.\"");
    }

    @Test
    void anotherTemperatureIsAnotherTone() {
        var found = ChangedLines.between(BASE, prompt("Summarise the visit.\nAnswer in a friendly tone.", 0.9))
                .aspects(USUAL);

        assertThat(found).extracting(AffectedAspect::aspect).containsExactly(Aspect.TONE);
    }

    @Test
    void ofTheFirstVersionEveryLineIsNew() {
        assertThat(ChangedLines.between(null, BASE).lines()).contains("system: Answer in a friendly tone.");
    }

    @Test
    void thePmsOwnPatternsReplaceTheUsualOnes() {
        var affects = new Affects(null, null, new Detector(null, List.of("(?i)insulin"), null));
        var candidate = prompt("Name the dosage.\nSummarise the visit.\nAnswer in a friendly tone.", 0.2);

        assertThat(ChangedLines.between(BASE, candidate).aspects(affects)).isEmpty();
        assertThat(ChangedLines.between(BASE, prompt("Mention INSULIN.", 0.2)).aspects(affects))
                .extracting(AffectedAspect::aspect)
                .contains(Aspect.SAFETY);
    }

    @Test
    void aDetectorThatIsOffFindsNothing() {
        var affects = new Affects(new Detector(false, null, null), null, null);

        assertThat(ChangedLines.between(BASE, prompt("Summarise the visit.", 0.9))
                        .aspects(affects))
                .isEmpty();
    }

    @Test
    void aLineThatIsThereTwiceIsNewTheSecondTime() {
        var twice = prompt("Summarise the visit.\nAnswer in a friendly tone.\nAnswer in a friendly tone.", 0.2);

        assertThat(ChangedLines.between(BASE, twice).lines()).containsExactly("system: Answer in a friendly tone.");
    }

    private static PromptDocument prompt(String says, @Nullable Double temperature) {
        return new PromptDocument(
                "care/visit-summary",
                null,
                new Model("openai", "gpt-4.1-mini", temperature, null, null, null, null),
                List.of(new Message(Role.SYSTEM, says)),
                null,
                null);
    }
}
