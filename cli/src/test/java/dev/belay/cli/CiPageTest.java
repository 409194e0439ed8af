package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every command that docs/ci.md tells people to type, or to paste into a workflow, is one. */
class CiPageTest {

    private static final Pattern WORKFLOW = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPED = Pattern.compile("(?m)^ {4}(belay .*)$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    static List<List<String>> commands() throws IOException {
        var page = page();
        var typed = TYPED.matcher(page).results().map(found -> found.group(1));
        return Stream.concat(typed, workflows(page).stream().flatMap(CiPageTest::scripts))
                .flatMap(String::lines)
                .map(CiPageTest::words)
                .filter(words ->
                        words.getFirst().equals("belay") || words.getFirst().endsWith("/belay"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandParses(List<String> words) {
        var arguments = words.subList(1, words.size()).toArray(String[]::new);
        var surroundings = new Surroundings(Map.of(), InputStream.nullInputStream(), false);

        assertThatCode(() -> Belay.commandLine(surroundings).parseArgs(arguments))
                .as(String.join(" ", words))
                .doesNotThrowAnyException();
    }

    @Test
    void everyWorkflowChecksWhatChangedForGithub() throws IOException {
        assertThat(workflows(page()))
                .hasSize(2)
                .allSatisfy(workflow -> assertThat(scripts(workflow))
                        .anySatisfy(script -> assertThat(script)
                                .contains("belay publish", "--check", "--changed-since", "--format github")));
        assertThat(commands()).extracting(words -> words.get(1)).contains("publish", "up", "down", "rescore");
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "ci.md"));
    }

    private static List<Object> workflows(String page) {
        return WORKFLOW.matcher(page)
                .results()
                .map(found -> new Load(LoadSettings.builder().build()).loadFromString(found.group(1)))
                .toList();
    }

    /** What the steps of its jobs run. */
    private static Stream<String> scripts(Object workflow) {
        return elements(member(workflow, "jobs"))
                .flatMap(job -> elements(member(job, "steps")))
                .map(step -> member(step, "run"))
                .filter(Objects::nonNull)
                .map(String.class::cast);
    }

    private static Object member(Object map, String name) {
        return ((Map<?, ?>) map).get(name);
    }

    private static Stream<?> elements(Object value) {
        return value instanceof Map<?, ?> map ? map.values().stream() : ((Collection<?>) value).stream();
    }

    /** As a shell splits them; variables stay as they are. */
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        WORD.matcher(line)
                .results()
                .forEach(found -> words.add(found.group(1) == null ? found.group(2) : found.group(1)));
        return words;
    }
}
