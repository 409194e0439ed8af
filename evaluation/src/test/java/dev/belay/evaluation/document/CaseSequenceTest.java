package dev.belay.evaluation.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.contracts.event.EventJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One by one, cases must come to the same as in a list. */
class CaseSequenceTest {

    private static final String PROMPT = """
            {"name": "care/summary", "model": "simulated:care",
             "messages": [{"role": "user", "content": "{{note}} for {{reader}}"}]}""";
    private static final String CRITERIA = """
            {"owner": "pm@care.example", "passRate": 0.9, "failureModes": [{"id": "no-diagnosis", "says": "none"}],
             "mustHave": [{"id": "cites", "says": "cites", "assert": {"type": "contains", "value": "[1]"}}]}""";
    private static final String CASES = """
            [{"id": "a", "vars": {"note": "n", "reader": "r"}, "failureMode": "no-diagnosis"},
             {"vars": {"note": "n", "reader": "r", "none": null}, "metadata": {"x": 1}},
             {"vars": {"note": "n", "reader": "r"}},
             {"id": "a", "vars": {"note": "n"}},
             {"id": "b", "vars": {"note": "n", "reader": 1}, "failureMode": "no-diagnosys", "threshold": 7},
             {"id": "!", "vars": {}, "assert": [{"type": "contains"}]},
             "none",
             {"id": "c", "vars": {"note": ["n"], "reader": ""}, "threshold": 1, "assert": [{"type": "latency", "threshold": 5}]}]""";

    @Test
    void oneByOneIsAsInAList() throws JsonProcessingException {
        var listed = Documents.checkJson(json(PROMPT), json(CRITERIA), cases());

        var sequence = new CaseSequence();
        var agreement = CaseAgreement.with(json(PROMPT), json(CRITERIA));
        var checked = new ArrayList<CaseSequence.Checked>();
        var problems = new ArrayList<FieldProblem>();
        for (var evalCase : cases()) {
            var each = sequence.next(evalCase);
            checked.add(each);
            problems.addAll(each.problems());
            problems.addAll(agreement.problems(checked.size() - 1, each.written()));
        }

        assertThat(problems).containsExactlyInAnyOrderElementsOf(listed.problems());
        assertThat(new HashSet<>(problems)).hasSizeGreaterThan(5);
        assertThat(checked.stream().map(CaseSequence.Checked::sound).filter(Objects::nonNull))
                .containsExactlyElementsOf(listed.cases());
        assertThat(sequence.count()).isEqualTo(8);
        assertThat(listed.cases())
                .extracting(Case::id)
                .startsWith("a")
                .endsWith("c")
                .hasSize(5);
    }

    @Test
    void withoutPromptAndCriteriaThereIsNothingToAgreeOn() throws JsonProcessingException {
        var agreement = CaseAgreement.with(null, null);

        assertThat(agreement.isTrivial()).isTrue();
        assertThat(agreement.problems(0, json("{\"failureMode\": \"any\"}"))).isEmpty();
    }

    private static List<JsonNode> cases() throws JsonProcessingException {
        var cases = new ArrayList<JsonNode>();
        json(CASES).forEach(cases::add);
        return cases;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return EventJson.mapper().readTree(text);
    }
}
