package dev.belay.evaluation.document;

import java.util.ArrayList;
import java.util.List;

/** JSON Pointers (RFC 6901) as text. */
public final class Pointer {

    private Pointer() {}

    public static String child(String pointer, String member) {
        return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
    }

    public static String child(String pointer, int index) {
        return pointer + "/" + index;
    }

    public static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    /** {@code /mustNot/1/detect} as people write it: {@code mustNot[1].detect}. */
    public static String readable(String pointer) {
        var path = new StringBuilder();
        for (var part : parts(pointer)) {
            if (part.matches("\\d{1,9}")) {
                path.append('[').append(part).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part);
            }
        }
        return path.toString();
    }

    private static List<String> parts(String pointer) {
        var parts = new ArrayList<String>();
        if (!pointer.isEmpty()) {
            for (var part : pointer.substring(1).split("/", -1)) {
                parts.add(part.replace("~1", "/").replace("~0", "~"));
            }
        }
        return parts;
    }
}
