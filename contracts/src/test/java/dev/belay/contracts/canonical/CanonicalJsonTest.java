package dev.belay.contracts.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"b\": 1, \"a\": [ ] }          | {\"a\":[],\"b\":1}",
                "{\"n\": 1.0, \"m\": 1e21}         | {\"m\":1e+21,\"n\":1}",
                "{\"n\": 4.50, \"m\": 2e-3}        | {\"m\":0.002,\"n\":4.5}",
                "{\"n\": 333333333.33333329}       | {\"n\":333333333.3333333}",
                "{\"\\u20ac\": \"\\u000F\\nA'\"}   | {\"€\":\"\\u000f\\nA'\"}"
            })
    void equalContentHasOneText(String written, String canonical) {
        assertThat(CanonicalJson.of(written).text()).isEqualTo(canonical);
    }

    @Test
    void theDigestIsOfTheCanonicalBytes() {
        assertThat(CanonicalJson.of("{}").digest().value())
                .isEqualTo("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"a\":1,\"a\":2}", "{\"a\":", "``"})
    void whatIsNotJsonIsRefused(String written) {
        assertThatThrownBy(() -> CanonicalJson.of(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"sha256:abc", "md5:44136fa355b3678a1146ad16f7e8649e", "''"})
    void whatIsNotADigestIsRefused(String text) {
        assertThatThrownBy(() -> new Digest(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: sha256:");
    }
}
