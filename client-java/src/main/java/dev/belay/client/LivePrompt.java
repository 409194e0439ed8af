package dev.belay.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What is live of a prompt.
 *
 * @param number deployment number; it never falls
 * @param version number of the version within the prompt
 * @param digest of the version
 * @param document the version: {@code messages}, {@code model}, {@code tools}, {@code responseFormat}, {@code template}
 * @param step per cent of the targeting keys that get {@code stepped}; 100 where nothing is under way
 * @param stepped the version that a step gives them; absent where none is under way
 * @param targetingKey for whom this is, after {@link #as}
 */
public record LivePrompt(
        String name,
        String environment,
        long number,
        int version,
        String digest,
        JsonNode document,
        int step,
        @Nullable Stepped stepped,
        @Nullable String targetingKey) {

    private static final int HUNDREDTHS = 10_000;

    /** Another version, for some. */
    public record Stepped(int version, String digest, JsonNode document) {}

    /** {@code provider:name} */
    public String model() {
        var model = document.path("model");
        return model.path("provider").asText() + ":" + model.path("name").asText();
    }

    /** By which template engine its messages are rendered. */
    public String template() {
        return document.path("template").asText("mustache");
    }

    /**
     * As a user, a tenant, gets it while a step is under way: always the same, and once the new version, then as the step grows,
     * too. The edge divides them alike.
     */
    public LivePrompt as(String targetingKey) {
        if (stepped == null) {
            return this;
        }
        var got = targetingKey.isEmpty() || bucket(targetingKey) >= step * HUNDREDTHS / 100
                ? new Stepped(version, digest, document)
                : stepped;
        return new LivePrompt(
                name, environment, number, got.version(), got.digest(), got.document(), 100, null, targetingKey);
    }

    private int bucket(String targetingKey) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((name + "@" + environment + "\n" + targetingKey).getBytes(StandardCharsets.UTF_8));
            long last = 0;
            for (int i = hash.length - Integer.BYTES; i < hash.length; i++) {
                last = last << Byte.SIZE | hash[i] & 0xff;
            }
            return (int) (last % HUNDREDTHS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static @Nullable LivePrompt of(JsonNode told) {
        var version = told.path("version");
        if (!told.path("content").isObject() || !version.path("digest").isTextual()) {
            return null;
        }
        var stepped = told.path("candidate");
        return new LivePrompt(
                told.path("prompt").asText(),
                told.path("environment").asText(),
                told.path("number").asLong(),
                version.path("number").asInt(),
                version.path("digest").asText(),
                told.path("content"),
                told.path("step").asInt(100),
                stepped.path("content").isObject()
                        ? new Stepped(
                                stepped.path("version").path("number").asInt(),
                                stepped.path("version").path("digest").asText(),
                                stepped.path("content"))
                        : null,
                null);
    }
}
