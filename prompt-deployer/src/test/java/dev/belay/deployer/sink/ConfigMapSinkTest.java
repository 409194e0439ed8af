package dev.belay.deployer.sink;

import static dev.belay.deployer.sink.domain.States.live;
import static dev.belay.deployer.sink.domain.States.retired;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.deployer.domain.Releases;
import dev.belay.deployer.sink.domain.Scope;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ConfigMapSinkTest {

    private static final String NAME = ConfigMapSink.nameOf(Releases.PROMPT, "production");

    KubernetesClient kubernetes;

    private ConfigMapSink sink;

    @BeforeEach
    void open() {
        sink = new ConfigMapSink(kubernetes, "apps");
    }

    @Test
    void holdsTheDocumentAndItsNumber() throws Exception {
        assertThat(sink.write(live(1))).isEqualTo(1);
        assertThat(sink.write(live(2))).isEqualTo(2);

        var held = held();
        assertThat(held.getData().get("prompt.json")).contains("\"number\" : 2", "version 2");
        assertThat(held.getMetadata().getAnnotations())
                .containsEntry("belay.dev/number", "2")
                .containsEntry("belay.dev/prompt", "care/visit-summary")
                .containsEntry("belay.dev/environment", "production")
                .containsEntry("belay.dev/release", "r-2");
        assertThat(held.getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "belay");
    }

    @Test
    void aLowerNumberIsNeverWritten() throws Exception {
        sink.write(live(5));

        assertThat(sink.write(live(4))).isEqualTo(5);
        assertThat(sink.write(live(5))).isEqualTo(5);
        assertThat(held().getData().get("prompt.json")).contains("\"number\" : 5");
    }

    @Test
    void aRetiredPromptHasNoDataAndComesBackOnlyWithAHigherNumber() throws Exception {
        sink.write(live(4));
        assertThat(sink.write(retired(5))).isEqualTo(5);
        assertThat(held().getData()).isNullOrEmpty();
        assertThat(sink.write(live(4))).isEqualTo(5);
        assertThat(held().getData()).isNullOrEmpty();

        assertThat(sink.write(live(6))).isEqualTo(6);
        assertThat(held().getData()).containsOnlyKeys("prompt.json");
    }

    @Test
    void whatBelayDidNotWriteIsNotOverwritten() {
        kubernetes
                .configMaps()
                .inNamespace("apps")
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .endMetadata()
                        .withData(Map.of("own", "data"))
                        .build())
                .create();

        assertThatThrownBy(() -> sink.write(live(1)))
                .isInstanceOfSatisfying(
                        SinkFailed.class, failed -> assertThat(failed.scope()).isEqualTo(Scope.PROMPT));
        assertThat(held().getData()).containsOnlyKeys("own");
    }

    @Test
    void namesAreKubernetesOwnAndNeverTheSame() {
        var long1 = ConfigMapSink.nameOf("care/" + "x".repeat(100), "e".repeat(100));
        assertThat(ConfigMapSink.nameOf("Care/Visit_Summary.v2", "production"))
                .matches("belay-care-visit-summary-v2-production-[0-9a-f]+")
                .isNotEqualTo(ConfigMapSink.nameOf("care/visit-summary-v2", "production"));
        assertThat(long1).hasSizeLessThanOrEqualTo(253).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    }

    private ConfigMap held() {
        return kubernetes.configMaps().inNamespace("apps").withName(NAME).get();
    }
}
