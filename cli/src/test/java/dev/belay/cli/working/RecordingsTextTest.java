package dev.belay.cli.working;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.cli.api.Measures;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingsTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "112 | 112 | 0 | 112 of 112 outputs were scored from recordings.",
                "112 | 111 | 1 | 111 of 112 outputs were scored from recordings; 1 has no recording:"
                        + " `belay publish --check` asks the model for it.",
                "2000 | 0 | 2000 | 0 of 2,000 outputs were scored from recordings; 2,000 have no recording:"
                        + " `belay publish --check` asks the model for them.",
            })
    void whatHasNoRecordingIsCounted(int expected, int recorded, int without, String text) {
        var errors = without == 0 ? Map.<String, Integer>of() : Map.of("budget", without, "timeout", 3);
        var measures = new Measures(recorded + without, 0, recorded, errors, 0, 0, null, null);

        assertThat(RecordingsText.of(expected, measures)).isEqualTo(text);
    }

    @Test
    void whatCouldNotBeReadIsNotGuessed() {
        assertThat(RecordingsText.of(4, null)).contains("not known");
    }
}
