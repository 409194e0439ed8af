package dev.belay.evaluation.markup;

import dev.belay.evaluation.javascript.Whitespace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** What promptfoo takes for HTML. */
public final class HtmlText {
    /** Beyond it promptfoo does not look. */
    private static final int LONGEST = 10 * 1024 * 1024;

    private static final Pattern XML = Pattern.compile("^\\s*<\\?xml", Pattern.CASE_INSENSITIVE);
    private static final Set<String> WRAPPERS = Set.of("html", "head", "body");
    private static final Set<String> ELEMENTS = Set.of(
            ("html head title base link meta style body article section nav aside h1 h2 h3 h4 h5 h6 header footer"
                            + " address p hr pre blockquote ol ul li dl dt dd figure figcaption main div a em strong small s"
                            + " cite q dfn abbr ruby rt rp data time code var samp kbd sub sup i b u mark bdi bdo span br wbr"
                            + " img iframe embed object param picture source video audio track map area svg math script"
                            + " noscript canvas ins del table caption colgroup col tbody thead tfoot tr td th form label"
                            + " input button select datalist optgroup option textarea output progress meter fieldset legend"
                            + " details summary dialog menu slot template")
                    .split(" "));

    private static final String NAME = "[a-zA-Z][a-zA-Z0-9-]*";
    private static final Pattern OPENING = Pattern.compile("<" + NAME + "(?:\\s[^>]*)?>");
    private static final Pattern CLOSING = Pattern.compile("</" + NAME + "\\s*>");
    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE\\s+html", Pattern.CASE_INSENSITIVE);
    private static final Pattern KNOWN_TAG = Pattern.compile(
            "<(html|head|body|div|span|p|a|img|h[1-6]|ul|ol|li|table|tr|td|th|form|input|button|script|style|link|meta|br|hr)\\b",
            Pattern.CASE_INSENSITIVE);
    /** Each is worth one point. */
    private static final List<Pattern> HINTS = List.of(
            Pattern.compile("<" + NAME + "(?:\\s[^>]*)?/>"),
            Pattern.compile("&(?:[a-zA-Z]+|#[0-9]+|#x[0-9a-fA-F]+);"),
            Pattern.compile("<!--[^-]*(?:-[^-]+)*-->"),
            Pattern.compile("\\s[a-zA-Z-]+=\\s*[\"'][^\"']*[\"']"));

    private HtmlText() {}

    /**
     * Whether hints of HTML add up to two points: a pair of tags, a doctype or a common tag is two, anything else one. So
     * {@code <a@b.co>} contains HTML, and entities alone are none.
     */
    public static boolean within(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        int points =
                (OPENING.matcher(text).find() ? 1 : 0) + (CLOSING.matcher(text).find() ? 1 : 0);
        points += DOCTYPE.matcher(text).find() ? 2 : 0;
        points += KNOWN_TAG.matcher(text).find() ? 2 : 0;
        points += (int) HINTS.stream().filter(hint -> hint.matcher(text).find()).count();
        return points >= 2;
    }

    /**
     * Why the whole text is not HTML, or nothing. It is when some element is HTML's own or a custom one, and no text stands
     * outside of elements, unless a {@code body} is written out. Unclosed and misplaced tags are repaired as browsers do.
     */
    public static Optional<String> problemOf(String text) {
        var html = Whitespace.trim(text);
        if (html.isEmpty()) {
            return Optional.of("Output is empty");
        } else if (html.length() > LONGEST) {
            return Optional.of("Output exceeds maximum size limit");
        } else if (XML.matcher(html).find()) {
            return Optional.of("Output appears to be XML, not HTML");
        }
        var document = Jsoup.parse(html, "", Parser.htmlParser().setTrackPosition(true));
        var lowerCase = html.toLowerCase(Locale.ROOT);
        var body = document.selectFirst("body");
        if (body != null && !written(body, lowerCase) && hasText(body)) {
            return Optional.of("Output must be wrapped in HTML tags");
        }
        return document.getAllElements().stream().anyMatch(element -> recognised(element, lowerCase))
                ? Optional.empty()
                : Optional.of("Output does not contain recognized HTML elements");
    }

    /** Browsers take a CDATA section in HTML for a comment. */
    private static boolean hasText(Element body) {
        return body.textNodes().stream()
                .filter(node -> !(node instanceof CDataNode))
                .anyMatch(node -> !Whitespace.trim(node.getWholeText()).isEmpty());
    }

    private static boolean recognised(Element element, String lowerCase) {
        var name = element.tagName().toLowerCase(Locale.ROOT);
        return WRAPPERS.contains(name) ? written(element, lowerCase) : ELEMENTS.contains(name) || name.contains("-");
    }

    /** Whether the tag is in the text, and not put in by the parser. */
    private static boolean written(Element wrapper, String lowerCase) {
        return Pattern.compile("<" + wrapper.tagName() + "(?=[\\s>/])")
                        .matcher(lowerCase)
                        .find()
                && wrapper.sourceRange().isTracked()
                && !wrapper.sourceRange().isImplicit();
    }
}
