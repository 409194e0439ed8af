package dev.belay.evaluation.promptfoo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code providers}: a name, or an object with a name, a label and parameters; one or several. */
final class ProvidersReader {
    private static final Set<String> LOADED = Set.of("tools", "functions", "response_format", "tool_choice");
    private static final Set<String> NOT_SENT = Set.of(
            "functions",
            "function_call",
            "tool_choice",
            "frequency_penalty",
            "presence_penalty",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "n",
            "reasoning_effort",
            "reasoning",
            "passthrough",
            "headers",
            "user",
            "modalities",
            "audio");
    private static final Set<String> KNOWN =
            Set.of("id", "label", "config", "prompts", "transform", "delay", "env", "inputs");

    private final NearbyFiles files;
    private final Obstacles obstacles;
    private final Predicate<String> isAvailable;

    /** @param isAvailable whether Belay can ask a provider of this id */
    ProvidersReader(NearbyFiles files, Obstacles obstacles, Predicate<String> isAvailable) {
        this.files = files;
        this.obstacles = obstacles;
        this.isAvailable = isAvailable;
    }

    List<ProviderEntry> read(Entry written) {
        if (!written.present()) {
            obstacles.needsEdit(written, "no providers; write at least one, like openai:chat:gpt-4.1", null);
        }
        var providers = new ArrayList<ProviderEntry>();
        written.elements().forEach(each -> providers.addAll(several(each)));
        return providers;
    }

    private List<ProviderEntry> several(Entry written) {
        var text = written.text().orElse("");
        boolean file = NearbyFiles.isReference(text) && text.matches(".*\\.(ya?ml|json)");
        if (!file) {
            return one(written).stream().toList();
        }
        var providers = new ArrayList<ProviderEntry>();
        files.documents(files.folder().resolve(NearbyFiles.path(text)), written).stream()
                .flatMap(document -> document.elements().stream())
                .forEach(each -> one(each).ifPresent(providers::add));
        return providers;
    }

    /** Nothing when Belay cannot ask it, which is reported. */
    Optional<ProviderEntry> one(Entry written) {
        var named = named(written);
        if (named == null) {
            obstacles.needsEdit(written, "a provider without an id", "write one like openai:chat:gpt-4.1");
            return Optional.empty();
        }
        var id = named.at("id").text().orElse("");
        named.fields().forEach((name, field) -> {
            if (!KNOWN.contains(name)) {
                obstacles.passedOver(field, "not a field of a provider");
            }
        });
        if (!isAvailable.test(id)) {
            obstacles.cannot(written, "Belay has no provider \"" + id + "\"", suggestion(id));
            return Optional.empty();
        }
        var transform = named.at("transform");
        var prompts = named.at("prompts");
        return Optional.of(new ProviderEntry(
                id,
                named.at("label").text().orElse(null),
                config(named.at("config")),
                prompts.present()
                        ? prompts.elements().stream()
                                .flatMap(each -> each.text().stream())
                                .toList()
                        : null,
                transform.present() ? Transforms.read(transform, obstacles).orElse(null) : null));
    }

    /** {@code text} and {@code {id: {…}}} as {@code {id, …}} */
    private static @Nullable Entry named(Entry written) {
        if (written.isText()) {
            return written.with(JsonNodeFactory.instance.objectNode().set("id", written.value()));
        } else if (written.at("id").isText()) {
            return written;
        } else if (written.fields().size() == 1) {
            var only = written.fields().entrySet().iterator().next();
            ObjectNode named = only.getValue().value().isObject()
                    ? only.getValue().value().deepCopy()
                    : JsonNodeFactory.instance.objectNode();
            return only.getValue().with(named.has("id") ? named : named.put("id", only.getKey()));
        }
        return null;
    }

    private ObjectNode config(Entry written) {
        written.fields().keySet().stream()
                .filter(NOT_SENT::contains)
                .forEach(name -> obstacles.passedOver(written.at(name), "is not sent"));
        var config = JsonNodeFactory.instance.objectNode();
        written.fields()
                .forEach(
                        (name, field) -> config.set(name, LOADED.contains(name) ? files.loaded(field) : field.value()));
        return config;
    }

    /** Who grades: one provider, or one for texts and another for embeddings; reports one that Belay has not. */
    void grader(Entry written) {
        if (!written.present()) {
            return;
        }
        boolean byKind = written.at("text").present() || written.at("embedding").present();
        for (var each : byKind ? List.of(written.at("text"), written.at("embedding")) : List.of(written)) {
            var id = each.text().or(() -> each.at("id").text()).orElse("");
            boolean known = !each.present() || id.startsWith("openai:embedding:") || isAvailable.test(id);
            if (!known) {
                obstacles.needsEdit(each, "Belay has no grader \"" + id + "\"", suggestion(id));
            }
        }
    }

    private static String suggestion(String id) {
        boolean program = id.matches("(python|exec|golang|ruby|package|file):.*|.*\\.(js|ts|mjs|cjs|py|rb|go)(:\\w+)?");
        return program
                ? "put it behind an OpenAI-compatible address: {id: 'openai:chat:NAME', config: {apiBaseUrl: …}}"
                : "use openai:chat:NAME, with config.apiBaseUrl where the server is another";
    }
}
