package dev.belay.cli.working;

import static dev.belay.cli.Typed.belay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.evaluation.document.FolderReader;
import dev.belay.evaluation.document.FolderReading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

    @TempDir
    private Path folder;

    @Test
    void starterFolderCanBePublishedAsItStands() {
        assertThat(belay("init", folder.toString(), "--name", "care/letter", "--as", "pm@care.example")
                        .exitCode())
                .isZero();

        assertThat(FolderReader.read(folder)).isInstanceOfSatisfying(FolderReading.Folder.class, read -> {
            assertThat(read.prompt().name()).isEqualTo("care/letter");
            assertThat(read.criteria().owner()).isEqualTo("pm@care.example");
            assertThat(read.cases()).hasSize(3);
            assertThat(read.warnings()).isEmpty();
        });
    }

    @Test
    void nothingThatExistsIsOverwritten() {
        belay("init", folder.toString(), "--name", "care/letter");

        var again = belay("init", folder.toString(), "--name", "care/other");

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("has prompt.yaml");
    }
}
