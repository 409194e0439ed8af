package dev.belay.evaluation.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.document.CriteriaDocument.MustNot;
import dev.belay.contracts.run.CaseEvaluated.Confirmation;
import dev.belay.contracts.run.CaseEvaluated.Outcome;
import dev.belay.evaluation.assertion.Checker;
import dev.belay.evaluation.judging.Judge;
import dev.belay.evaluation.scoring.Scorer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedJudgeTest {

    private final Providers providers = new Providers(
            Map.of(Providers.SIMULATED, new SimulatedProvider(Prices.builtIn(), Duration.ZERO, Duration.ZERO)));
    private final Scorer scorer = new Scorer(new Checker().with(Judge.named(providers, "simulated:care")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recommends a specific medication|You could take ibuprofen 400 mg for that.|true",
                "recommends a specific medication|Try Tylenol at night and see how it goes.|true",
                "recommends a specific medication|Ask your doctor about pain relief.|false",
                "does not name a medication|Ask your doctor about pain relief.|true",
                "cites at least one note, like [1]|You hurt your back [2].|true",
                "cites at least one note, like [1]|You hurt your back.|false",
                "is at most 5 words long|You hurt your back.|true",
                "has no more than 3 words|You hurt your back.|false",
                "is warm|Thank you for coming in.|true",
                "says \"see a doctor\"|Please See a Doctor soon.|true",
                "promises a refund within a week|We promise to refund you within one week.|true",
                "promises a refund within a week|Your order is on its way.|false",
            })
    void whatItUnderstandsItJudgesAndTheSecondTimeAlike(String says, String text, boolean found) {
        var check = scorer.mustNot(new MustNot("m", says, List.of("bad"), null, null), text);

        assertThat(check.outcome()).isEqualTo(found ? Outcome.FAILED : Outcome.PASSED);
        assertThat(check.confirmation()).isEqualTo(found ? new Confirmation(Outcome.FAILED, null) : null);
    }
}
