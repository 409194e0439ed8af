package dev.belay.registry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SuiteDigestTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property(tries = 300)
    void casesOneAfterTheOtherHaveTheDigestOfTheWholeDocument(@ForAll("suites") List<Case> cases) {
        var document = new SuiteDocument(cases);
        var digest = new SuiteDigest();

        document.cases().forEach(held -> digest.next(SentCase.of(held).json()));

        assertThat(digest.cases()).isEqualTo(cases.size());
        assertThat(digest.finish()).isEqualTo(Content.of(document).digest());
    }

    @Example
    void noCasesAreASuiteToo() {
        assertThat(new SuiteDigest().finish())
                .isEqualTo(Content.of(new SuiteDocument(List.of())).digest());
    }

    @Provide
    Arbitrary<List<Case>> suites() {
        var id = Arbitraries.of("a", "b", "é", "ｱ", "𝒜", "z")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
        var cases = Combinators.combine(
                        id,
                        values().map(value -> Map.of("note", value)),
                        assertions(),
                        numbers().injectNull(0.5))
                .as((name, vars, assertions, threshold) ->
                        new Case(name, null, vars, assertions, threshold, null, null, null));
        return cases.list().ofMaxSize(12).uniqueElements(Case::id);
    }

    private static Arbitrary<JsonNode> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().map(JSON::textNode),
                numbers().map(JSON::numberNode),
                Arbitraries.integers()
                        .map(number -> JSON.objectNode().put("b", number).put("a", "\u0000\\u0000")),
                Arbitraries.just(JSON.arrayNode().add(true).addNull()));
    }

    private static Arbitrary<List<Assertion>> assertions() {
        return values().map(value -> new Assertion("contains", value, null, null, null))
                .list()
                .ofMaxSize(3)
                .injectNull(0.2);
    }

    private static Arbitrary<Double> numbers() {
        return Arbitraries.doubles().between(-1e30, 1e30).ofScale(6);
    }
}
