package dev.belay.gate.attempt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.change.VersionRef;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OvertakingTest {

    private static final VersionRef LIVE = new VersionRef(2, Digest.of("2"));

    /** Lineages, newest first, of the candidate and of what is live. */
    @ParameterizedTest
    @CsvSource({
        "'3 1',   '2 1', 1", // both from 1
        "'3 2 1', '2 1', ''", // made from what is live
        "'4 3 2', '2 1', ''", // by way of a version that was rejected
        "'4 3 1', '2 1', 1",
        "'3 1',   '1',   ''", // what was rolled back to is where it began
        "'3 9',   '2 1', ''", // nothing in common
        "'3',     '',    ''"
    })
    void theBaseIsWhereTheyParted(String candidate, String live, String base) {
        assertThat(Overtaking.base(lineage(candidate), lineage(live)))
                .isEqualTo(lineage(base).stream().findFirst());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // base  | live      | candidate | undone
                "a b     | a b c     | a b d     | + system: c",
                "a b     | a b c     | a b c d   | ``",
                "a b     | a         | a b d     | - system: b",
                "a b     | a         | a d       | ``",
                "a b     | a x       | a b d     | + system: x,- system: b",
                "a b     | b a       | a b d     | ``",
            })
    void whatTheLiveVersionBroughtMustNotBeLacking(String base, String live, String candidate, String undone) {
        var why = Overtaking.undone(prompt(base), prompt(live), prompt(candidate), LIVE);

        if (undone.equals("``")) {
            assertThat(why).isEmpty();
        } else {
            assertThat(why)
                    .get()
                    .asString()
                    .contains(undone.split(","))
                    .contains("v2")
                    .contains("belay pull --merge");
        }
    }

    @Test
    void aSettingIsALineLikeOthers() {
        assertThat(Overtaking.undone(prompt("a", 0.2), prompt("a", 0.7), prompt("a b", 0.2), LIVE))
                .get()
                .asString()
                .contains("+ temperature: 0.7")
                .contains("- temperature: 0.2");
    }

    private static List<Digest> lineage(String versions) {
        return Stream.of(versions.split(" "))
                .filter(version -> !version.isEmpty())
                .map(Digest::of)
                .toList();
    }

    private static PromptDocument prompt(String lines) {
        return prompt(lines, 0.2);
    }

    private static PromptDocument prompt(String lines, double temperature) {
        return new PromptDocument(
                "care/visit-summary",
                null,
                new Model("openai", "gpt-4.1-mini", temperature, null, null, null, null),
                List.of(new Message(Role.SYSTEM, lines.strip().replace(" ", "\n"))),
                null,
                null);
    }
}
