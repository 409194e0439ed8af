package dev.belay.evaluation.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Files as text: UTF-8 and nothing else, a byte order mark at the start tolerated. */
public final class FileText {

    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private FileText() {}

    /** Empty when the problem has been reported to {@code mistakes}. */
    public static Optional<String> read(Path file, String name, Mistakes mistakes) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                mistakes.add(
                        name,
                        null,
                        "%d MiB (expected: at most %d); split it".formatted(Files.size(file) >> 20, MAX_BYTES >> 20));
                return Optional.empty();
            }
            return decoded(Files.readAllBytes(file), name, mistakes);
        } catch (NoSuchFileException e) {
            mistakes.add(name, null, "missing");
        } catch (IOException e) {
            mistakes.add(name, null, "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(byte[] bytes, String name, Mistakes mistakes) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        if (result.isError()) {
            int offset = in.position();
            mistakes.add(
                    name,
                    lineOf(bytes, offset),
                    "not UTF-8: byte 0x%02X at offset %d; save the file as UTF-8".formatted(bytes[offset], offset));
            return Optional.empty();
        }
        var text = out.flip().toString();
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static int lineOf(byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
