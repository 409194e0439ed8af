package dev.belay.evaluation.expression;

/** The value of a text literal from its source between the quotes. */
final class Escaped {
    private Escaped() {}

    static String value(String source) throws NotAnExpression {
        if (source.indexOf('\\') < 0) {
            return source;
        }
        var out = new StringBuilder();
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = source.charAt(++i);
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'v' -> out.append((char) 0x0B);
                case '0' -> out.append('\0');
                case '\n' -> {}
                case 'x' -> {
                    out.append((char) hex(source, i + 1, 2));
                    i += 2;
                }
                case 'u' -> {
                    out.append((char) hex(source, i + 1, 4));
                    i += 4;
                }
                default -> out.append(escaped);
            }
        }
        return out.toString();
    }

    private static int hex(String source, int from, int digits) throws NotAnExpression {
        try {
            return Integer.parseInt(source.substring(from, from + digits), 16);
        } catch (NumberFormatException | IndexOutOfBoundsException notHex) {
            throw new NotAnExpression("an escape that cannot be read in \"" + source + "\"");
        }
    }
}
