package dev.belay.evaluation.markup;

/** The document type declaration at the head of an XML text. */
final class Doctype {
    private static final String START = "<!DOCTYPE";

    private Doctype() {}

    /** Whether it has declarations of its own in brackets. */
    static boolean hasInternalSubset(String xml) {
        int start = xml.indexOf(START);
        char quote = 0;
        for (int i = start + START.length(); start >= 0 && i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[' || c == '>') {
                return c == '[';
            }
        }
        return false;
    }
}
