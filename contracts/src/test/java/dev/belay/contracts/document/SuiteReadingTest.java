package dev.belay.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteReadingTest {

    private final List<Case> read = new ArrayList<>();

    @Test
    void aSuiteReadCaseByCaseIsTheSuiteAndHasItsDigest() throws IOException {
        var suite = new SuiteDocument(
                IntStream.range(0, 3000).mapToObj(SuiteReadingTest::evalCase).toList());
        var canonical = CanonicalJson.of(suite, EventJson.mapper());

        assertThat(read(canonical.text())).isEqualTo(canonical.digest());
        assertThat(read).isEqualTo(suite.cases());
    }

    @Test
    void whatComesBesideTheCasesIsPartOfTheDigestAlone() throws IOException {
        var text = "{\"about\":{\"cases\":[1]},\"cases\":[{\"id\":\"a\",\"vars\":{}}],\"later\":[{}]} ";

        assertThat(read(text)).isEqualTo(Digest.of(text));
        assertThat(read).extracting(Case::id).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"cases\":{}}",
                "{\"cases\":[{\"id\":\"a\",\"vars\":{}}",
                "{\"cases\":[{\"id\":\"a\",\"vars\":{}}]",
                "{\"cases\":[3]}"
            })
    void whatIsNoSuiteOrOnlyTheBeginningOfOneIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    private Digest read(String text) throws IOException {
        return SuiteReading.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), read::add);
    }

    private static Case evalCase(int number) {
        return new Case(
                "case-" + number, null, Map.of("note", new TextNode("ü " + number)), null, null, null, null, null);
    }
}
