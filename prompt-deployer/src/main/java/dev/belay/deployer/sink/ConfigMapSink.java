package dev.belay.deployer.sink;

import dev.belay.contracts.canonical.Digest;
import dev.belay.contracts.release.LiveState;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes ConfigMap for each prompt, with the document as {@code prompt.json} and the number as an annotation. It is
 * replaced only in the resource version that was looked at. One of which nothing is live stays, without data.
 */
final class ConfigMapSink implements Sink {

    static final String NUMBER = "belay.dev/number";
    static final String KEY = "prompt.json";

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int TRIES = 3;
    private static final int LONGEST_READABLE = 200;
    private static final int UNPROCESSABLE = 422;
    private static final Set<Integer> OF_THIS_ONE =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_ENTITY_TOO_LARGE, UNPROCESSABLE);

    private final KubernetesClient kubernetes;
    private final String namespace;

    ConfigMapSink(KubernetesClient kubernetes, String namespace) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
    }

    /** {@code belay.deployer.sinks.NAME.config-map} */
    interface Settings {

        String namespace();
    }

    /** With the pod's own service account, or as {@code KUBECONFIG} says. */
    static ConfigMapSink of(Settings settings) {
        var access = new ConfigBuilder(Config.autoConfigure(null))
                .withConnectionTimeout(PATIENCE_MILLIS)
                .withRequestTimeout(PATIENCE_MILLIS)
                // A failure is the sink's to wait for, and to tell.
                .withRequestRetryBackoffLimit(0)
                .build();
        return new ConfigMapSink(
                new KubernetesClientBuilder().withConfig(access).build(), settings.namespace());
    }

    @Override
    public String place(String prompt, String environment) {
        return "configmap/" + nameOf(prompt, environment) + " in " + namespace;
    }

    /** Readable, and told apart by the digest of what names may be written differently in Kubernetes. */
    static String nameOf(String prompt, String environment) {
        var readable =
                ("belay-" + prompt + "-" + environment).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return readable.substring(0, Math.min(readable.length(), LONGEST_READABLE)) + "-"
                + Digest.of(prompt + "@" + environment).brief();
    }

    @Override
    public long write(LiveState live) throws SinkFailed {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                var held = held(live);
                if (held != null && numberOf(held) >= live.number()) {
                    return numberOf(held);
                }
                if (put(live, held)) {
                    return live.number();
                }
            }
        } catch (KubernetesClientException e) {
            var reason = e.getStatus() == null || e.getStatus().getMessage() == null
                    ? String.valueOf(e.getMessage())
                    : e.getStatus().getMessage();
            throw OF_THIS_ONE.contains(e.getCode()) ? SinkFailed.prompt(reason) : SinkFailed.target(reason, e);
        }
        throw SinkFailed.prompt(place(live.prompt(), live.environment()) + " changes faster than it can be replaced");
    }

    private @Nullable ConfigMap held(LiveState live) {
        return kubernetes
                .configMaps()
                .inNamespace(namespace)
                .withName(nameOf(live.prompt(), live.environment()))
                .get();
    }

    /** False when somebody else was faster. */
    private boolean put(LiveState live, @Nullable ConfigMap held) {
        var resource = kubernetes.configMaps().inNamespace(namespace).resource(wanted(live));
        try {
            if (held == null) {
                resource.create();
            } else {
                resource.lockResourceVersion(held.getMetadata().getResourceVersion())
                        .update();
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private ConfigMap wanted(LiveState live) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(nameOf(live.prompt(), live.environment()))
                .withNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/managed-by", "belay"))
                .addToAnnotations("belay.dev/prompt", live.prompt())
                .addToAnnotations("belay.dev/environment", live.environment())
                .addToAnnotations("belay.dev/release", live.release())
                .addToAnnotations(NUMBER, Long.toString(live.number()))
                .endMetadata()
                .withData(live.nothingIsLive() ? Map.of() : Map.of(KEY, LiveDocument.text(live)))
                .build();
    }

    private long numberOf(ConfigMap held) throws SinkFailed {
        var annotations = held.getMetadata().getAnnotations();
        var number = annotations == null ? null : annotations.get(NUMBER);
        if (number == null || !number.matches("\\d{1,18}")) {
            throw SinkFailed.prompt("configmap/" + held.getMetadata().getName()
                    + " is not one that Belay wrote (expected: a number as annotation " + NUMBER
                    + "); remove it, or choose another namespace");
        }
        return Long.parseLong(number);
    }

    @Override
    public void close() {
        kubernetes.close();
    }
}
