package dev.belay.deployer.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.contracts.event.EventJson;

/** A prompt as a feature flag of the OpenFeature Remote Evaluation Protocol 0.3: its value is the version's document. */
final class Flag {

    private Flag() {}

    /** {@code metadata} is flat: their clients keep texts, numbers and truth values alone. */
    static ObjectNode of(Served served) {
        var flag = EventJson.mapper().createObjectNode();
        flag.put("key", served.prompt())
                .put("reason", served.live().candidate() == null ? "STATIC" : "SPLIT")
                .put("variant", "v" + served.version());
        flag.set("value", EventJson.mapper().valueToTree(served.document()));
        flag.putObject("metadata")
                .put("version", served.version())
                .put("digest", served.digest().value())
                .put("deployment", served.live().number())
                .put("environment", served.live().environment());
        return flag;
    }

    static ObjectNode error(String key, String code, String details) {
        return EventJson.mapper()
                .createObjectNode()
                .put("key", key)
                .put("errorCode", code)
                .put("errorDetails", details);
    }
}
