package dev.belay.evaluation.regex;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A set of characters as sorted, disjoint, inclusive ranges {@code [from, to, from, to, …]}.
 *
 * <p>Characters are UTF-16 units in ordinary patterns and code points in {@code u} patterns; the sets are the same.
 */
final class CharSet {
    static final CharSet DIGITS = of('0', '9');
    /** ASCII only: JavaScript's {@code \w} and {@code \b} know no accents. */
    static final CharSet WORD = of('0', '9').or(of('A', 'Z')).or(of('_', '_')).or(of('a', 'z'));
    /** White space and line terminators of ECMAScript: U+00A0 and U+FEFF are in, U+0085 and U+180E are not. */
    static final CharSet SPACE = of('\t', '\r')
            .or(of(' ', ' '))
            .or(of(0xA0, 0xA0))
            .or(of(0x1680, 0x1680))
            .or(of(0x2000, 0x200A))
            .or(of(0x2028, 0x2029))
            .or(of(0x202F, 0x202F))
            .or(of(0x205F, 0x205F))
            .or(of(0x3000, 0x3000))
            .or(of(0xFEFF, 0xFEFF));

    static final CharSet NONE = new CharSet(new int[0]);
    static final CharSet ANY = of(0, Character.MAX_CODE_POINT);
    static final CharSet DOT =
            of('\n', '\n').or(of('\r', '\r')).or(of(0x2028, 0x2029)).complement();

    private final int[] ranges;

    private CharSet(int[] ranges) {
        this.ranges = ranges;
    }

    static CharSet of(int from, int to) {
        return new CharSet(new int[] {from, to});
    }

    static CharSet where(IntPredicate member) {
        var ranges = new int[64];
        int size = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (!member.test(c)) {
                continue;
            }
            int from = c;
            while (c < Character.MAX_CODE_POINT && member.test(c + 1)) {
                c++;
            }
            if (size == ranges.length) {
                ranges = Arrays.copyOf(ranges, size * 2);
            }
            ranges[size++] = from;
            ranges[size++] = c;
        }
        return new CharSet(Arrays.copyOf(ranges, size));
    }

    CharSet or(CharSet other) {
        var all = new int[(ranges.length + other.ranges.length) / 2][];
        for (int i = 0; i < all.length; i++) {
            var source = 2 * i < ranges.length ? ranges : other.ranges;
            int at = 2 * i < ranges.length ? 2 * i : 2 * i - ranges.length;
            all[i] = new int[] {source[at], source[at + 1]};
        }
        Arrays.sort(all, (a, b) -> Integer.compare(a[0], b[0]));
        var merged = new int[2 * all.length];
        int size = 0;
        for (var range : all) {
            if (size > 0 && range[0] <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], range[1]);
            } else {
                merged[size++] = range[0];
                merged[size++] = range[1];
            }
        }
        return new CharSet(Arrays.copyOf(merged, size));
    }

    CharSet complement() {
        var gaps = new int[ranges.length + 2];
        int size = 0;
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > next) {
                gaps[size++] = next;
                gaps[size++] = ranges[i] - 1;
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps[size++] = next;
            gaps[size++] = Character.MAX_CODE_POINT;
        }
        return new CharSet(Arrays.copyOf(gaps, size));
    }

    boolean contains(int c) {
        if (ranges.length == 2) {
            return c >= ranges[0] && c <= ranges[1];
        }
        int low = 0;
        int high = ranges.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (c < ranges[2 * middle]) {
                high = middle - 1;
            } else if (c > ranges[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
