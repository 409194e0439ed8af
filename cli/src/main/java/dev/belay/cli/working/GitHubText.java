package dev.belay.cli.working;

/** Foreign text in the two languages that GitHub reads, such that it stays text. */
final class GitHubText {

    private static final String PUNCTUATION = "!\"#$%'()*+,-./:;=?@[\\]^_`{|}~";

    private GitHubText() {}

    /** What comes after the second {@code ::} of a workflow command. */
    static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** The value of a workflow command's property, which ends at a comma or colon. */
    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** One line of Markdown that shows just this text: no markup, HTML, link or mention. */
    static String markdown(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(point -> append(escaped, point));
        return escaped.toString();
    }

    private static void append(StringBuilder to, int point) {
        switch (point) {
            case '<' -> to.append("&lt;");
            case '>' -> to.append("&gt;");
            case '&' -> to.append("&amp;");
            // Mentions and addresses are found after escapes are undone; a zero-width space keeps them from it.
            case '@', '#' -> to.append('\\').appendCodePoint(point).append("&#8203;");
            default -> {
                if (Character.isISOControl(point)) {
                    to.append(' ');
                } else {
                    to.append(PUNCTUATION.indexOf(point) < 0 ? "" : "\\").appendCodePoint(point);
                }
            }
        }
    }
}
