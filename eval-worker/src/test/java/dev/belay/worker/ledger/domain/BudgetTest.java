package dev.belay.worker.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.worker.ledger.domain.Budget.Answer;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

    @ParameterizedTest(name = "of {0}: spent {1}, reserved {2}, asked {3} -> {4}")
    @CsvSource({
        "1.00, 0, 0, 0.10, GRANTED",
        "1.00, 0.90, 0, 0.10, GRANTED",
        "1.00, 0.90, 0, 0.1001, EXHAUSTED",
        "1.00, 0.50, 0.40, 0.10, GRANTED",
        "1.00, 0.50, 0.45, 0.10, WAIT",
        "1.00, 0.95, 0.01, 0.10, EXHAUSTED",
        // A model without a known price costs nothing that could be counted.
        "0.01, 0, 0, 0, GRANTED",
        // Of nothing, not even that is called.
        "0, 0, 0, 0, EXHAUSTED",
        "0, 0, 0, 0.01, EXHAUSTED",
        // A call that ran beyond its lease was counted as spent, and may have taken the run over its ceiling.
        "1.00, 1.10, 0, 0, EXHAUSTED",
    })
    void theCeilingBindsBeforeTheCall(
            BigDecimal ceiling, BigDecimal spent, BigDecimal reserved, BigDecimal asked, Answer answer) {
        assertThat(new Budget(ceiling, spent, reserved).ask(asked)).isEqualTo(answer);
    }
}
