package dev.belay.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Cases by the number, each of its own. */
final class ManyCases {

    private ManyCases() {}

    /** Among the ids some whose order as Java strings is not that of their characters. */
    static List<Case> cases(int count) {
        return IntStream.range(0, count).mapToObj(index -> aCase(index)).toList();
    }

    static Case aCase(int index, String... more) {
        var id = switch (index % 500) {
            case 3 -> "𝒜-" + index;
            case 4 -> "ｱ-" + index;
            case 5 -> "é-" + index;
            default -> "case-" + index;
        };
        var assertions = new ArrayList<Assertion>();
        assertions.add(new Assertion("contains", TextNode.valueOf("seen " + index), null, null, null));
        for (var text : more) {
            assertions.add(new Assertion("icontains", TextNode.valueOf(text), null, null, null));
        }
        Map<String, JsonNode> vars = Map.of("note", TextNode.valueOf("[1] note " + index + " \u0000\u20ac"));
        return new Case(id, null, vars, assertions, null, null, null, null);
    }
}
