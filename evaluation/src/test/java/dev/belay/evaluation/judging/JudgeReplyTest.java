package dev.belay.evaluation.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeReplyTest {

    /** What promptfoo 0.123.1 made of the same replies without a threshold. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"pass\": true, \"score\": 1, \"reason\": \"r\"}            | true  | 1   | r",
                "{\"pass\": false, \"score\": 0, \"reason\": \"r\"}           | false | 0   | r",
                "{\"pass\": true, \"score\": 2, \"reason\": \"mentions\"}     | true  | 2   | mentions",
                "{\"pass\": true, \"score\": -1}                              | true  | -1  | ~~",
                "{\"score\": 0.1}                                             | true  | 0.1 | ~~",
                "{\"score\": 0}                                               | true  | 0   | ~~",
                "{\"pass\": null, \"score\": 0.4}                             | true  | 0.4 | ~~",
                "{\"pass\": true}                                             | true  | 1   | ~~",
                "{\"pass\": false}                                            | false | 0   | ~~",
                "{\"pass\": \"true\", \"score\": 0.5}                         | true  | 0.5 | ~~",
                "{\"pass\": \"YES\"}                                          | true  | 1   | ~~",
                "{\"pass\": \"y\"}                                            | true  | 1   | ~~",
                "{\"pass\": \"passed\", \"score\": 1}                         | false | 1   | ~~",
                "{\"pass\": \"no\"}                                           | false | 0   | ~~",
                "{\"pass\": 1, \"score\": 1}                                  | false | 1   | ~~",
                "{\"pass\": true, \"score\": \"0.7\"}                         | true  | 0.7 | ~~",
                "{\"pass\": true, \"score\": \"high\"}                        | true  | 1   | ~~",
                "{\"pass\": true, \"score\": null}                            | true  | 0   | ~~",
                "{\"pass\": true, \"score\": true}                            | true  | 1   | ~~",
                "{pass: true, score: 0.9, reason: 'unquoted'}                 | true  | 0.9 | unquoted",
                "Sure! {\"pass\": false, \"score\": 0.2} Hope that helps.     | false | 0.2 | ~~",
                "~```json\n{\"pass\": true, \"score\": 0.8,}\n```~            | true  | 0.8 | ~~",
                "{\"pass\": true, \"score\": 1} {\"pass\": false}             | true  | 1   | ~~",
                "[{\"pass\": true, \"score\": 1}]                             | true  | 1   | ~~",
                "{\"pass\": true, \"score\": \"\"}                            | true  | 0   | ~~",
                "{\"pass\": true, \"score\": [0.3]}                         | true  | 0.3 | ~~",
            })
    void repliesAreReadAsPromptfooReadsThem(String reply, boolean pass, double score, String reason) {
        assertThat(JudgeReply.in(reply)).isEqualTo(new JudgeReply(pass, score, reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I think it passes.",
                "{\"pass\": true, \"score\": 0.6, \"reason\": \"cut",
                "[true, 1]",
                "{}",
                "{\"reason\": \"good\"}",
                "{\"verdict\": \"pass\"}",
                "{\"pass\": null, \"score\": null}",
                "{\"score\": \"high\"}",
                "PASS"
            })
    void whatSaysNeitherPassNorScoreIsNoJudgement(String reply) {
        assertThatThrownBy(() -> JudgeReply.in(reply)).isInstanceOf(NotJudged.class);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5, true", "0.49, 0.5, false", "2, 1, true", "0, 0, true"})
    void thresholdIsInclusive(double score, double threshold, boolean pass) {
        assertThat(new JudgeReply(true, score, "").under(threshold).pass()).isEqualTo(pass);
        assertThat(new JudgeReply(false, score, "").under(threshold).pass()).isFalse();
    }
}
