package dev.belay.contracts.signing;

import dev.belay.contracts.topic.Topic;
import java.util.Set;

/**
 * What a certificate is good for: a topic, or where several write, on {@code belay.releases} and {@code belay.observations}, a
 * topic and the noun of the event's type. By family and not by type, so that a new event of a writer needs no new certificate.
 */
public final class Kind {

    /** The root's own: it withdraws a certificate. */
    public static final String REVOCATION = release("certificate");

    private static final Set<String> SHARED = Set.of(Topic.RELEASES.topicName(), Topic.OBSERVATIONS.topicName());

    private static final String PREFIX = "dev.belay.";

    private Kind() {}

    /** @param type {@code ce_type}; {@code dev.belay.promote.ordered.v1} on the releases is {@code belay.releases/promote} */
    public static String of(String topic, String type) {
        if (!SHARED.contains(topic)) {
            return topic;
        }
        var noun = type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
        var end = noun.indexOf('.');
        return topic + "/" + (end < 0 ? noun : noun.substring(0, end));
    }

    /** @param noun of the type, {@code rollback} */
    static String release(String noun) {
        return Topic.RELEASES.topicName() + "/" + noun;
    }

    /** @param noun of the type, {@code violation} */
    static String observation(String noun) {
        return Topic.OBSERVATIONS.topicName() + "/" + noun;
    }
}
