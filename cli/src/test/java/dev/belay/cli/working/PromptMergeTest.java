package dev.belay.cli.working;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.belay.cli.working.PromptMerge.Conflict;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.PromptDocument.Message;
import dev.belay.contracts.document.PromptDocument.Model;
import dev.belay.contracts.document.PromptDocument.Role;
import dev.belay.contracts.event.EventJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptMergeTest {

    private static final Model MODEL = new Model("openai", "gpt-4.1-mini", 0.2, null, null, null, null);

    /** Each word a line; a dot is an empty one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                // base    | ours      | theirs    | merged
                "a b c     | a b c     | a b c     | a b c",
                "a b c     | a b c     | a x c     | a x c",
                "a b c     | a x c     | a b c     | a x c",
                "a b c     | a x c     | a x c     | a x c", // both the same
                "a b c     | x b c     | a b y     | x b y",
                "a b       | a b d     | a x       | a x d", // next to each other
                "a b       | m a b     | n         | m n",
                "a b c     | n a b c   | a b d c   | n a b d c", // ours is longer above
                "a b c     | a c       | a b c d   | a c d",
                "a b c d   | a         | a b c d   | a",
                "a b       | b a       | a b       | b a",
                "a b       | a b       | b a       | b a",
                "a . b . c | a . b . x | a . b . c | a . b . x",
                "a . b . c | y . b . c | a . b . x | y . b . x",
                "a . b     | a . n . b | m . b     | m . n . b",
                "''        | a         | ''        | a",
                "a         | ''        | a         | ''",
                "a         | a x       | ''        | x",
            })
    void whatOneSideChangedIsTaken(String base, String ours, String theirs, String merged) {
        var merge = PromptMerge.of(prompt(base), prompt(ours), prompt(theirs));

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.prompt()).isEqualTo(prompt(merged));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                // base | ours    | theirs  | was | yours | theirs
                "a b c  | a x c   | a y c   | b   | x     | y",
                "a b    | a b d   | a b c   | ''  | d     | c", // added at one place
                "a b    | a x     | a       | b   | x     | ''", // what they took away is not reworded
                "a b    | a       | a x     | b   | ''    | x",
                "a b c  | x c     | a y     | a b c | x c | a y",
            })
    void whatBothChangedIsAConflictAndStaysOurs(
            String base, String ours, String theirs, String was, String yours, String other) {
        var merge = PromptMerge.of(prompt(base), prompt(ours), prompt(theirs));

        assertThat(merge.conflicts())
                .containsExactly(new Conflict("messages[0].content", words(was), words(yours), words(other)));
        assertThat(merge.prompt()).isEqualTo(prompt(ours));
    }

    /** So that a conflict ends once its sides were written together. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // base | ours    | theirs | merged
                "a b    | a b c d | a b c  | a b c d",
                "a b    | a b d c | a b c  | a b d c",
                "a b    | a x y   | a y    | a x y",
                "a b    | a b d   | a b d c | a b d c", // theirs has both
                "a b c  | a       | a b    | a", // both took away
            })
    void sideThatHasBothIsNoConflict(String base, String ours, String theirs, String merged) {
        var merge = PromptMerge.of(prompt(base), prompt(ours), prompt(theirs));

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.prompt()).isEqualTo(prompt(merged));
    }

    @ParameterizedTest
    @CsvSource({
        // base, ours, theirs, merged
        "0.2, 0.2, 0.7, 0.7",
        "0.2, 0.7, 0.2, 0.7",
        "0.2, 0.7, 0.7, 0.7",
        "0.2, , 0.2, ",
        " , , 0.7, 0.7",
    })
    void settingIsTakenFromWhoChangedIt(
            @Nullable Double base, @Nullable Double ours, @Nullable Double theirs, @Nullable Double merged) {
        var merge = PromptMerge.of(prompt(heated(base)), prompt(heated(ours)), prompt(heated(theirs)));

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.prompt().model().temperature()).isEqualTo(merged);
    }

    @Test
    void settingsAreMergedEachForItself() {
        var ours = new Model("openai", "gpt-4.1-mini", 0.7, 300, null, null, null);
        var theirs = new Model("anthropic", "claude", 0.5, null, null, null, List.of("END"));

        var merge = PromptMerge.of(prompt(MODEL), prompt(ours), prompt(theirs));

        assertThat(merge.prompt().model())
                .isEqualTo(new Model("anthropic", "claude", 0.7, 300, null, null, List.of("END")));
        assertThat(merge.conflicts())
                .containsExactly(new Conflict("temperature", List.of("0.2"), List.of("0.7"), List.of("0.5")));
    }

    @Test
    void providerAndNameAreOneSetting() {
        var ours = new Model("openai", "gpt-4.1", 0.2, null, null, null, null);
        var theirs = new Model("anthropic", "gpt-4.1-mini", 0.2, null, null, null, null);

        var merge = PromptMerge.of(prompt(MODEL), prompt(ours), prompt(theirs));

        assertThat(merge.prompt().model()).isEqualTo(ours);
        assertThat(merge.conflicts()).extracting(Conflict::place).containsExactly("model");
    }

    @Test
    void numbersOfASchemaAreEqualHoweverTheyAreWritten() {
        var merge = PromptMerge.of(tools("[{\"max\":1}]"), tools("[{\"max\":1.0}]"), tools("[{\"max\":2}]"));

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.prompt().tools()).hasToString("[{\"max\":2}]");
    }

    @ParameterizedTest
    @CsvSource({"a, a, 'a\n', 'a\n'", "'a\n', a, 'a\n', a", "'a\n', 'a\nb\n', 'm\na', 'm\na\nb'"})
    void lineBreakAtTheEndIsNoLine(String base, String ours, String theirs, String merged) {
        assertThat(PromptMerge.of(said(base), said(ours), said(theirs)))
                .isEqualTo(new PromptMerge(said(merged), List.of()));
    }

    @Test
    void messagesThatOneSideAddedAreTaken() {
        var base = of(message(Role.SYSTEM, "a"), message(Role.USER, "b"));
        var ours = of(
                message(Role.SYSTEM, "a\nx"),
                message(Role.USER, "b"),
                message(Role.ASSISTANT, "c"),
                message(Role.USER, "d"));
        var theirs = of(message(Role.SYSTEM, "a"), message(Role.DEVELOPER, "e"), message(Role.USER, "y"));

        var merge = PromptMerge.of(base, ours, theirs);

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.prompt())
                .isEqualTo(of(
                        message(Role.SYSTEM, "a\nx"),
                        message(Role.DEVELOPER, "e"),
                        message(Role.USER, "y"),
                        message(Role.ASSISTANT, "c"),
                        message(Role.USER, "d")));
    }

    @Test
    void messageThatOneSideRemovedAndTheOtherChangedIsAConflict() {
        var base = of(message(Role.SYSTEM, "a"), message(Role.USER, "b"));
        var ours = of(message(Role.USER, "b"));
        var theirs = of(message(Role.SYSTEM, "x"), message(Role.USER, "b"));

        var merge = PromptMerge.of(base, ours, theirs);

        assertThat(merge.prompt()).isEqualTo(ours);
        assertThat(merge.conflicts())
                .containsExactly(new Conflict("messages[0]", List.of("system: a"), List.of(), List.of("system: x")));
    }

    @Test
    void contentOfPartsIsOneThing() throws JsonProcessingException {
        var base = of(message(Role.SYSTEM, "a"), parts("a"));
        var ours = of(message(Role.SYSTEM, "a"), parts("x"));
        var theirs = of(message(Role.SYSTEM, "b"), parts("y"));

        var merge = PromptMerge.of(base, ours, theirs);

        assertThat(merge.prompt()).isEqualTo(of(message(Role.SYSTEM, "b"), parts("x")));
        assertThat(merge.conflicts()).extracting(Conflict::place).containsExactly("messages[1].content");
    }

    private static Message parts(String text) throws JsonProcessingException {
        var body = EventJson.mapper().readTree("[{\"type\":\"text\",\"text\":\"" + text + "\"}]");
        return new Message(Role.USER, body, null, null, null);
    }

    private static Message message(Role role, String content) {
        return new Message(role, content);
    }

    private static PromptDocument of(Message... messages) {
        return new PromptDocument("care/letter", null, MODEL, List.of(messages), null, null);
    }

    private static PromptDocument said(String content) {
        return of(message(Role.SYSTEM, content));
    }

    private static PromptDocument prompt(String words) {
        return said(String.join("\n", words(words)));
    }

    private static List<String> words(String words) {
        return words.isEmpty() ? List.of() : List.of(words.replace(".", "").split(" ", -1));
    }

    private static PromptDocument prompt(Model model) {
        return new PromptDocument("care/letter", null, model, List.of(message(Role.USER, "{{note}}")), null, null);
    }

    private static Model heated(@Nullable Double temperature) {
        return new Model("openai", "gpt-4.1-mini", temperature, null, null, null, null);
    }

    private static PromptDocument tools(String json) {
        try {
            var tools = EventJson.mapper().readTree(json);
            return new PromptDocument("care/letter", null, MODEL, List.of(message(Role.USER, "a")), tools, null);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
