package dev.belay.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeakeningTest {

    private static final String MUST_HAVE =
            "[{'id': 'cites', 'says': 'cites', 'assert': {'type': 'contains', 'value': '['}}]";
    private static final String MUST_NOT =
            "[{'id': 'drugs', 'says': 'names a drug', 'bad': ['a', 'b'], 'detect': {'type': 'icontains-any', 'value': ['a', 'b']}}]";

    /** One member of the criteria before and after; without anything after the last bar, nothing is weaker. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "passRate|0.95|0.9|weakens passRate 0.95 → 0.9",
                "passRate|0.95|0.95|",
                "passRate|0.9|0.95|",
                "passRate|null|0.9|weakens passRate 0.95 → 0.9",
                "passRate|0.99|null|weakens passRate 0.99 → 0.95",
                "mustHave|" + MUST_HAVE + "|null|removes must-have cites",
                "mustHave|null|" + MUST_HAVE + "|",
                "mustHave|[{'id':'x','says':'kind'}]|[{'id':'x','says':'kind enough'}]|weakens must-have x: it asks something else",
                "mustHave|[{'id':'x','says':'old','assert':{'type':'contains','value':'a'}}]|[{'id':'x','says':'new','assert':{'type':'contains','value':'a'}}]|",
                "mustHave|[{'id':'x','says':'s','assert':{'type':'contains','value':'a'}}]|[{'id':'x','says':'s','assert':{'type':'contains','value':'b'}}]|weakens must-have x: it asks something else",
                "mustHave|[{'id':'x','says':'s','assert':{'type':'contains','value':'a'}}]|[{'id':'x','says':'s','assert':{'type':'assert-set','assert':[{'type':'contains','value':'a'},{'type':'is-json'}]}}]|",
                "mustHave|[{'id':'x','says':'s','assert':{'type':'contains','value':'a'}}]|[{'id':'x','says':'s','assert':{'type':'assert-set','threshold':0.5,'assert':[{'type':'contains','value':'a'},{'type':'is-json'}]}}]|weakens must-have x: it asks something else",
                "mustHave|[{'id':'x','says':'s','assert':{'type':'contains-all','value':['a']}}]|[{'id':'x','says':'s','assert':{'type':'contains-all','value':['b','a']}}]|",
                "mustHave|[{'id':'x','says':'s','assert':{'type':'contains-any','value':['a']}}]|[{'id':'x','says':'s','assert':{'type':'contains-any','value':['b','a']}}]|weakens must-have x: it asks something else",
                "mustHave|[{'id':'x','says':'s'}]|[{'id':'x','says':'s','rate':0.98}]|weakens must-have x: rate 1 → 0.98",
                "mustHave|[{'id':'x','says':'s','rate':0.98}]|[{'id':'x','says':'s'}]|",
                "mustNot|" + MUST_NOT + "|null|removes must-not drugs",
                "mustNot|[{'id':'d','says':'s','bad':['a'],'detect':{'type':'icontains-any','value':['a']}}]|[{'id':'d','says':'s','bad':['a'],'detect':{'type':'icontains-any','value':['a','b']}}]|",
                "mustNot|[{'id':'d','says':'s','bad':['a'],'detect':{'type':'icontains-any','value':['a','b']}}]|[{'id':'d','says':'s','bad':['a'],'detect':{'type':'icontains-any','value':['a']}}]|weakens must-not d: it finds something else",
                "mustNot|[{'id':'d','says':'s','bad':['a']}]|[{'id':'d','says':'t','bad':['a']}]|weakens must-not d: it finds something else",
                "mustNot|[{'id':'d','says':'s','bad':['a','b']}]|[{'id':'d','says':'s','bad':['b','c']}]|weakens must-not d: 1 bad example fewer",
                "mustNot|[{'id':'d','says':'s','bad':['a']}]|[{'id':'d','says':'s','bad':['a'],'good':['g']}]|",
                "failureModes|[{'id':'m','says':'s','minCases':3}]|[{'id':'m','says':'s'}]|weakens failure mode m: minCases 3 → 1",
                "failureModes|[{'id':'m','says':'s'}]|[]|removes failure mode m",
                "ceilings|{'p95LatencyMs':2500}|{'p95LatencyMs':3000}|weakens ceiling p95LatencyMs 2500 → 3000",
                "ceilings|{'p95LatencyMs':2500}|{'p95LatencyMs':2000}|",
                "ceilings|{'meanCostUsd':0.004}|null|removes ceiling meanCostUsd",
                "ceilings|{'latencyIncrease':'400ms'}|{'latencyIncrease':'500ms'}|weakens ceiling latencyIncrease 400ms → 500ms",
                "ceilings|{'latencyIncrease':'400ms'}|{'latencyIncrease':'10%'}|weakens ceiling latencyIncrease 400ms → 10%",
                "ceilings|{'costIncrease':'20%'}|{'costIncrease':'15.5%'}|",
                "ceilings|{'meanCostUsd':1}|{'meanCostUsd':1,'soft':['meanCostUsd']}|weakens ceiling meanCostUsd: it is soft",
                "regression|'strict'|'careful'|weakens regression strict → careful",
                "regression|'careful'|'strict'|",
                "review|null|{'outputs':10}|weakens review: outputs 15 → 10",
                "review|{'outputs':15,'minAccepted':15}|{'outputs':15,'minAccepted':13}|weakens review: outputs that may be rejected 0 → 2",
                "review|{'outputs':15,'minAccepted':14}|{'outputs':20,'minAccepted':19}|",
                "signOff|['pm','ops']|['pm']|removes sign-off of ops",
                "signOff|['pm']|['pm','ops']|",
                "affects|null|{'tone':{'on':false}}|weakens affects.tone: it is off",
                "affects|{'safety':{'diffMatches':['a','b']}}|{'safety':{'diffMatches':['a']}}|weakens affects.safety: diffMatches lacks what it had",
                "affects|{'safety':{'diffMatches':['a']}}|{'safety':{'diffMatches':['a','b']}}|",
                "affects|{'tone':{'outputDrift':0.2}}|{'tone':{'outputDrift':0.3}}|weakens affects.tone: outputDrift 0.2 → 0.3",
                "affects|{'tone':{'outputDrift':0.3}}|{'tone':{'outputDrift':0.2}}|",
                "judge|'openai:a'|'openai:b'|weakens judge openai:a → openai:b, who may find less",
                "judge|null|'openai:b'|weakens judge the default → openai:b, who may find less",
            })
    void whatDemandsLessIsNamed(String member, String before, String after, String said)
            throws JsonProcessingException {
        var found = Weakening.of(criteria(member, before), criteria(member, after));

        assertThat(found).extracting(Weakening::said).isEqualTo(said == null ? List.of() : List.of(said));
    }

    @Test
    void everyWayIsNamed() throws JsonProcessingException {
        var before = criteria("mustNot", MUST_NOT);
        var after = criteria("passRate", "0.5");

        assertThat(Weakening.of(before, after))
                .extracting(Weakening::said)
                .containsExactly("removes must-not drugs", "weakens passRate 0.95 → 0.5");
    }

    private static CriteriaDocument criteria(String member, String json) throws JsonProcessingException {
        var mapper = EventJson.mapper();
        ObjectNode document = mapper.createObjectNode().put("owner", "pm@care.example");
        document.set(member, mapper.readTree(json.replace('\'', '"')));
        return mapper.treeToValue(document, CriteriaDocument.class);
    }
}
