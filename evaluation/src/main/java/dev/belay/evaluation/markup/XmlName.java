package dev.belay.evaluation.markup;

/** The characters of names in XML 1.0, fifth edition. */
final class XmlName {
    private static final int[][] STARTS = {
        {':', ':'},
        {'_', '_'},
        {'A', 'Z'},
        {'a', 'z'},
        {0xC0, 0xD6},
        {0xD8, 0xF6},
        {0xF8, 0x2FF},
        {0x370, 0x37D},
        {0x37F, 0x1FFF},
        {0x200C, 0x200D},
        {0x2070, 0x218F},
        {0x2C00, 0x2FEF},
        {0x3001, 0xD7FF},
        {0xF900, 0xFDCF},
        {0xFDF0, 0xFFFD},
        {0x10000, 0xEFFFF}
    };
    private static final int[][] OTHERS = {
        {'-', '-'}, {'.', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}
    };

    private XmlName() {}

    static boolean part(int codePoint, boolean first) {
        return in(STARTS, codePoint) || !first && in(OTHERS, codePoint);
    }

    private static boolean in(int[][] ranges, int codePoint) {
        for (var range : ranges) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
