package dev.belay.deployer.sink.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    @ParameterizedTest
    @CsvSource({
        "*, production, care/summary, true",
        "care/*, production, care/summary, true",
        "care/*, production, careful/summary, false",
        "care/summary, production, care/summary, true",
        "care/summary, production, care/summary-2, false",
        "*, staging, care/summary, false"
    })
    void includesItsPromptsInItsEnvironment(String prompts, String environment, String prompt, boolean included) {
        assertThat(Selection.of(prompts, environment).includes(States.live(prompt, 1)))
                .isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({"care, production", "care/sum*, production", "../*, production", "*, Production", "*, ../x"})
    void whatCanNeverMatchOrLeadsElsewhereIsRefused(String prompts, String environment) {
        assertThatThrownBy(() -> Selection.of(prompts, environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected:");
    }
}
