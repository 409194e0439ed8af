package dev.belay.evaluation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.evaluation.javascript.Whitespace;
import dev.belay.evaluation.regex.InvalidRegex;
import dev.belay.evaluation.regex.JavaScriptRegex;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of ajv-formats 3 in its {@code full} mode. */
final class Formats {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String IPV4 = "(?:" + OCTET + "\\.){3}" + OCTET;
    private static final String UNRESERVED = "a-z0-9\\-._~!$&'()*+,;=";
    private static final String ESCAPED = "|%[0-9a-f]{2}";
    private static final String PCHAR = "(?:[" + UNRESERVED + "\":@]" + ESCAPED + ")";
    private static final String AUTHORITY =
            "(?:(?:[" + UNRESERVED + ":]" + ESCAPED + ")*@)?(?:\\[(?:(?<six>[0-9a-f:.]+)|v[0-9a-f]+\\.[" + UNRESERVED
                    + ":]+)\\]|(?:[" + UNRESERVED + "\"]" + ESCAPED + ")*)(?::\\d*)?";
    private static final String HIERARCHY = "(?:/?/" + AUTHORITY + "(?:/" + PCHAR + "*)*|/(?:" + PCHAR + "+(?:/" + PCHAR
            + "*)*)?|" + PCHAR + "+(?:/" + PCHAR + "*)*)";
    private static final String QUERY = "(?:[" + UNRESERVED + "\":@/?]" + ESCAPED + ")*";
    private static final String TAIL = "(?:\\?" + QUERY + ")?(?:#" + QUERY + ")?";

    private static final Pattern URI = insensitive("[a-z][a-z0-9+\\-.]*:" + HIERARCHY + TAIL);
    private static final Pattern URI_REFERENCE = insensitive("(?:[a-z][a-z0-9+\\-.]*:)?" + HIERARCHY + "?" + TAIL);
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)");
    private static final Pattern TIME =
            insensitive("(\\d\\d):(\\d\\d):(\\d\\d(?:\\.\\d+)?)(z|([+-])(\\d\\d)(?::?(\\d\\d))?)?");
    private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String VARIABLE = "(?:[a-z0-9_]" + ESCAPED + ")+(?::[1-9][0-9]{0,3}|\\*)?";
    private static final String LABEL = "[a-z0-9\\u00a1-\\uffff]";
    private static final String POINTER = "(?:/(?:[^~/]|~0|~1)*)*";

    /** By name; a format says nothing of a value of another type. */
    private static final Map<String, Predicate<String>> TEXTS = Map.ofEntries(
            Map.entry("date", Formats::date),
            Map.entry("time", text -> time(text, true)),
            Map.entry("date-time", text -> dateTime(text, true)),
            Map.entry("iso-time", text -> time(text, false)),
            Map.entry("iso-date-time", text -> dateTime(text, false)),
            whole(
                    "duration",
                    "P(?!\\z)(?:(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?|(?:\\d+W)?)"),
            Map.entry("uri", text -> (text.contains("/") || text.contains(":")) && uri(URI, text)),
            Map.entry("uri-reference", text -> uri(URI_REFERENCE, text)),
            whole(
                    "uri-template",
                    "(?i)(?:[^\\x00-\\x20\"'<>%\\\\^`{|}]" + ESCAPED + "|\\{[+#./;?&=,!@|]?" + VARIABLE + "(?:,"
                            + VARIABLE + ")*\\})*"),
            whole(
                    "url",
                    "(?iu)(?:https?|ftp)://(?:[^" + spaces() + "]+(?::[^" + spaces()
                            + "]*)?@)?(?:(?!(?:10|127)(?:\\.\\d{1,3}){3})"
                            + "(?!(?:169\\.254|192\\.168)(?:\\.\\d{1,3}){2})(?!172\\.(?:1[6-9]|2\\d|3[0-1])(?:\\.\\d{1,3}){2})"
                            + "(?:[1-9]\\d?|1\\d\\d|2[01]\\d|22[0-3])(?:\\.(?:1?\\d{1,2}|2[0-4]\\d|25[0-5])){2}"
                            + "(?:\\.(?:[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-4]))|(?:(?:" + LABEL + "+-)*" + LABEL
                            + "+)(?:\\.(?:" + LABEL
                            + "+-)*" + LABEL + "+)*(?:\\.[a-z\\u00a1-\\uffff]{2,}))(?::\\d{2,5})?(?:/[^" + spaces()
                            + "]*)?"),
            whole(
                    "email",
                    "(?i)" + ATOM + "(?:\\." + ATOM
                            + ")*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"),
            whole(
                    "hostname",
                    "(?i)(?=.{1,253}\\.?\\z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[-0-9a-z]{0,61}[0-9a-z])?)*\\.?"),
            whole("ipv4", IPV4),
            Map.entry("ipv6", Formats::ipv6),
            Map.entry("regex", Formats::regex),
            whole("uuid", "(?i)(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
            whole("json-pointer", POINTER),
            whole("json-pointer-uri-fragment", "(?i)#(?:/(?:[a-z0-9_\\-.!$&'()*+,;:=@]" + ESCAPED + "|~0|~1)*)*"),
            whole("relative-json-pointer", "(?:0|[1-9][0-9]*)(?:#|" + POINTER + ")"),
            Map.entry("byte", Formats::base64),
            Map.entry("password", text -> true),
            Map.entry("binary", text -> true));

    private static final Map<String, Predicate<JsonNode>> NUMBERS = Map.of(
            "int32", number -> number.isIntegralNumber() && number.canConvertToInt(),
            "int64", JsonNode::isIntegralNumber,
            "float", number -> true,
            "double", number -> true);

    private Formats() {}

    static Set<String> names() {
        return Stream.concat(TEXTS.keySet().stream(), NUMBERS.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    static boolean known(String name) {
        return TEXTS.containsKey(name) || NUMBERS.containsKey(name);
    }

    static boolean matches(String name, JsonNode value) {
        if (value.isTextual()) {
            return TEXTS.getOrDefault(name, text -> true).test(value.textValue());
        }
        return !value.isNumber() || NUMBERS.getOrDefault(name, number -> true).test(value);
    }

    private static Map.Entry<String, Predicate<String>> whole(String name, String regex) {
        var pattern = Pattern.compile(regex);
        return Map.entry(name, text -> pattern.matcher(text).matches());
    }

    private static Pattern insensitive(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** JavaScript's {@code \s} for use inside a class. */
    private static String spaces() {
        return "\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
    }

    private static boolean date(String text) {
        var date = DATE.matcher(text);
        if (!date.matches()) {
            return false;
        }
        int year = Integer.parseInt(date.group(1));
        int month = Integer.parseInt(date.group(2));
        int day = Integer.parseInt(date.group(3));
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static boolean time(String text, boolean zoneNeeded) {
        var time = TIME.matcher(text);
        if (!time.matches() || zoneNeeded && time.group(4) == null) {
            return false;
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = Integer.parseInt(time.group(2));
        double second = Double.parseDouble(time.group(3));
        int sign = "-".equals(time.group(5)) ? -1 : 1;
        int zoneHour = time.group(6) == null ? 0 : Integer.parseInt(time.group(6));
        int zoneMinute = time.group(7) == null ? 0 : Integer.parseInt(time.group(7));
        if (zoneHour > 23 || zoneMinute > 59) {
            return false;
        } else if (hour <= 23 && minute <= 59 && second < 60) {
            return true;
        }
        // A leap second is the last one of a day in UTC.
        int utcMinute = minute - zoneMinute * sign;
        int utcHour = hour - zoneHour * sign - (utcMinute < 0 ? 1 : 0);
        return (utcHour == 23 || utcHour == -1) && (utcMinute == 59 || utcMinute == -1) && second < 61;
    }

    /** Date and time are parted by a t or by any white space. */
    private static boolean dateTime(String text, boolean zoneNeeded) {
        if (text.length() < 11) {
            return false;
        }
        char separator = text.charAt(10);
        boolean parted = separator == 't' || separator == 'T' || Whitespace.is(separator);
        return parted && date(text.substring(0, 10)) && time(text.substring(11), zoneNeeded);
    }

    private static boolean uri(Pattern pattern, String text) {
        var uri = pattern.matcher(text);
        return uri.matches() && (uri.group("six") == null || ipv6(uri.group("six")));
    }

    private static boolean ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap != text.lastIndexOf("::") || gap >= 0 && text.startsWith(":::", gap)) {
            return false;
        }
        int before = gap < 0 ? groups(text, true) : groups(text.substring(0, gap), false);
        int after = gap < 0 ? 0 : groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && (gap < 0 ? before == 8 : before + after <= 7);
    }

    /** How many 16-bit groups the text holds, an IPv4 address at its end being two; −1 when it is malformed. */
    private static int groups(String text, boolean ipv4Last) {
        if (text.isEmpty()) {
            return 0;
        }
        var parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].matches("(?i)[0-9a-f]{1,4}")) {
                count++;
            } else if (ipv4Last && i == parts.length - 1 && parts[i].matches(IPV4)) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean regex(String text) {
        try {
            JavaScriptRegex.compile(text);
            return !text.matches("(?s).*[^\\\\]\\\\Z.*");
        } catch (InvalidRegex invalid) {
            return false;
        }
    }

    /** Any one line will do: the library's pattern has the flag m. */
    private static boolean base64(String text) {
        return Stream.of(text.split("[\\n\\r\\u2028\\u2029]", -1))
                .anyMatch(line -> line.matches("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"));
    }
}
