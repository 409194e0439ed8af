package dev.belay.registry.domain;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.Assertion;
import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.CriteriaDocument.MustHave;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.registry.domain.Submission.Proposal;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small folders of {@code care/visit-summary}, whose criteria the PM owns. */
final class FolderFixture {

    static final Actor PM = new Actor("pm@care.example", true);
    static final Actor ENGINEER = new Actor("engineer@care.example", false);
    static final String PROMPT = "care/visit-summary";
    static final Proposal PROPOSAL =
            new Proposal("shorter", Set.of(), false, new BigDecimal("5"), null, null, false, null);

    private FolderFixture() {}

    static PromptDocument prompt(String text) {
        return new PromptDocument(
                PROMPT,
                null,
                new Model("openai", "gpt-4.1-mini", 0.2, 400, null, null, null),
                List.of(new Message(Role.SYSTEM, text), new Message(Role.USER, "{{note}}")),
                null,
                null);
    }

    static CriteriaDocument criteria(double passRate) {
        return new CriteriaDocument(
                PM.name(),
                List.of(new MustHave("cites", "cites a note", contains("[1]"), null)),
                null,
                passRate,
                null,
                null,
                null);
    }

    static Assertion contains(String text) {
        return new Assertion("contains", TextNode.valueOf(text), null, null, null);
    }

    static Case aCase(String id, String... contained) {
        return new Case(
                id,
                null,
                Map.of("note", TextNode.valueOf("[1] note of " + id)),
                Arrays.stream(contained).map(FolderFixture::contains).toList(),
                null,
                null,
                null,
                null);
    }

    static CurrentCriteria current(int number, CriteriaDocument document) {
        return new CurrentCriteria(number, Content.of(document).digest(), document);
    }

    static Submission folder(Actor actor, PromptDocument document, @Nullable CriteriaDocument criteria) {
        return new Submission(actor, document, criteria, null, null, null, PROPOSAL);
    }

    static PromptState nothing() {
        return new PromptState(PROMPT, 0, null, null, null, List.of());
    }

    static PromptState holding(CurrentCriteria criteria, HeldSuite suite) {
        return new PromptState(PROMPT, 1, null, criteria, suite.current(), List.of());
    }

    static VersionRef version(int number, PromptDocument document) {
        return new VersionRef(number, Content.of(document).digest());
    }
}
