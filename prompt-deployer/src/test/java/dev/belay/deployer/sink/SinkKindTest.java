package dev.belay.deployer.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkKindTest {

    @Test
    void withoutSettingsThereIsNone() {
        assertThat(config("").sinks()).isEmpty();
    }

    @Test
    void aSinkIsOfTheKindWhoseSettingsItHas() {
        var one = config("files.directory=/var/prompts").sinks().get("it");

        try (var sink = SinkKind.open(one).sink()) {
            assertThat(sink).isInstanceOf(FilesSink.class);
        }
        assertThat(one.prompts()).isEqualTo("*");
        assertThat(one.environment()).isEqualTo("production");
    }

    @Test
    void theEnvironmentSetsASinkUpToo() {
        var sinks = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(SinksConfig.class)
                .withDefaultValue("belay.environment", "production")
                .withSources(new EnvConfigSource(
                        Map.of(
                                "BELAY_DEPLOYER_SINKS_RECORD_GIT_URL", "https://host/x.git",
                                "BELAY_DEPLOYER_SINKS_RECORD_GIT_DIRECTORY", "/var/lib/x",
                                "BELAY_DEPLOYER_SINKS_RECORD_GIT_TOKEN", "t",
                                "BELAY_DEPLOYER_SINKS_PODS_CONFIG_MAP_NAMESPACE", "apps",
                                "BELAY_DEPLOYER_SINKS_PODS_PROMPTS", "care/*"),
                        300))
                .build()
                .getConfigMapping(SinksConfig.class)
                .sinks();

        assertThat(sinks).containsOnlyKeys("record", "pods");
        assertThat(sinks.get("record").git().orElseThrow().token()).contains("t");
        assertThat(sinks.get("pods").configMap().orElseThrow().namespace()).isEqualTo("apps");
        assertThat(sinks.get("pods").prompts()).isEqualTo("care/*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts=care/* | it has settings of no kind (expected: those of one of files, git, config-map, webhook)",
                "files.directory=/a config-map.namespace=apps | it has settings of files and config-map",
                "files.directory=prompts | files.directory: prompts (expected: an absolute path)",
                "git.url=git@host:x.git git.directory=/tmp/x | git.url",
                "git.url=ssh://host/x.git git.directory=/tmp/x | git.url",
                "git.url=https://me:secret@host/x.git git.directory=/tmp/x | git.url",
                "git.url=https://host/x.git git.directory=x | git.directory: x (expected: an absolute path)",
                "webhook.url=ftp://host/ webhook.secret=whsec_AAAA | webhook.url",
                "webhook.url=https://host/ webhook.secret=abc | webhook.secret: a webhook's secret does not begin with whsec_",
            })
    void whatCannotWorkIsRefusedWithTheReason(String settings, String reason) {
        assertThatThrownBy(() ->
                        SinkKind.open(config(settings).sinks().get("it")).sink().close())
                .isInstanceOfAny(IllegalArgumentException.class, ConfigValidationException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret@");
    }

    @ParameterizedTest
    @CsvSource({"files.directroy=/a, directroy", "git.url=https://host/x.git, directory"})
    void aSettingThatIsMissingOrUnknownEndsTheStart(String settings, String named) {
        assertThatThrownBy(() -> config(settings).sinks().get("it").prompts())
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(named);
    }

    /** @param settings of a sink that is named {@code it} */
    private static SinksConfig config(String settings) {
        var values = new HashMap<String, String>(Map.of("belay.environment", "production"));
        for (var setting : settings.isEmpty() ? new String[0] : settings.split(" ")) {
            var name = setting.substring(0, setting.indexOf('='));
            values.put("belay.deployer.sinks.it." + name, setting.substring(name.length() + 1));
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(SinksConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(SinksConfig.class);
    }
}
