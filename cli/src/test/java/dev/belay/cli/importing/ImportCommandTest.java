package dev.belay.cli.importing;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeConfigs() throws IOException {
        config("greeting", "prompts: ['Greet {{name}}']\nproviders: [openai:chat:m]\ntests: [{vars: {name: Ada}}]\n");
        config("code", """
                prompts: [hi]
                providers: [openai:chat:m]
                tests: [{assert: [{type: javascript, value: 'output.length < 20'}]}]
                """);
        config("elsewhere", "prompts: [hi]\nproviders: ['bedrock:x']\n");
    }

    private void config(String name, String text) throws IOException {
        var file = folder.resolve("suites/" + name + "/promptfooconfig.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String pattern() {
        return folder.resolve("suites") + "/**/promptfooconfig.yaml";
    }

    @Test
    void reportsOverAllFilesThenWritesWhatCanBeWritten() {
        var to = folder.resolve("prompts");

        var typed = belay("import", pattern(), "--team", "care", "--to", to.toString());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out())
                .contains("✓ as it is", "~ needs an edit", "✗ cannot")
                .contains("promptfooconfig.yaml:3: tests[0].assert[0]", "{type: regex, value: '^[\\s\\S]{0,19}$'}")
                .contains("bedrock:x", "wrote " + to.resolve("care/greeting"));
        assertThat(FolderReader.read(to.resolve("care/greeting"))).isInstanceOf(FolderReading.Folder.class);
        assertThat(to.resolve("care/code/prompt.yaml")).exists();
        assertThat(to.resolve("care/elsewhere")).doesNotExist();
    }

    @Test
    void dryRunOnlyReports() {
        var to = folder.resolve("prompts");

        var typed =
                belay("import", pattern(), "--team", "care", "--to", to.toString(), "--dry-run", "--output", "json");

        assertThat(to).doesNotExist();
        var files = typed.json().path("files");
        assertThat(files.findValuesAsText("status")).containsExactly("needs-edit", "cannot", "as-it-is");
        assertThat(files.path(0).path("findings").path(0).path("suggestion").asText())
                .contains("regex");
        assertThat(files.path(2).path("folders").path(0).path("written").booleanValue())
                .isFalse();
    }

    @Test
    void nothingThatIsThereIsOverwritten() {
        var config = folder.resolve("suites/greeting/promptfooconfig.yaml").toString();
        var to = folder.resolve("prompts").toString();
        belay("import", config, "--team", "care", "--to", to);

        var again = belay("import", config, "--team", "care", "--to", to);

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("there already");
    }

    @Test
    void patternWithoutAFileIsWrongUsage() {
        assertThat(belay("import", folder + "/none/*.yaml", "--team", "care").exitCode())
                .isEqualTo(2);
    }
}
