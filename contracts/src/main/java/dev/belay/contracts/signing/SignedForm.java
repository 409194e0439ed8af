package dev.belay.contracts.signing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a signature is over: a tag that says for what, then each part after its length (4 bytes, big-endian), so
 * that no two different things have the same bytes.
 */
final class SignedForm {

    /** The attributes that a reader acts on. Trace headers are not among them: they say nothing that anybody decides by. */
    private static final List<String> ATTRIBUTES = List.of("ce_id", "ce_type", "ce_source", "ce_time");

    private static final int ABSENT = -1;

    private SignedForm() {}

    /** @param body as it is sent */
    static byte[] ofEvent(
            String installation, String topic, @Nullable String key, Map<String, String> headers, byte[] body) {
        return written(body.length + 512, out -> {
            add(out, "belay-event-v1");
            add(out, installation);
            add(out, topic);
            add(out, key);
            for (var attribute : ATTRIBUTES) {
                add(out, headers.get(attribute));
            }
            out.writeInt(body.length);
            out.write(body);
        });
    }

    /** @param root of a {@link HashTree} of events */
    static byte[] ofRoot(byte[] root) {
        return written(root.length + 64, out -> {
            add(out, "belay-events-v1");
            out.writeInt(root.length);
            out.write(root);
        });
    }

    /** @param json the certificate's canonical JSON */
    static byte[] ofCertificate(String json) {
        return written(json.length() + 64, out -> {
            add(out, "belay-certificate-v1");
            add(out, json);
        });
    }

    static byte[] ofStatement(String installation, String kind, String text) {
        return written(text.length() + 128, out -> {
            add(out, "belay-statement-v1");
            add(out, installation);
            add(out, kind);
            add(out, text);
        });
    }

    private static void add(DataOutputStream out, @Nullable String part) throws IOException {
        if (part == null) {
            out.writeInt(ABSENT);
            return;
        }
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] written(int size, Writing writing) {
        var bytes = new ByteArrayOutputStream(size);
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always written", e);
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
