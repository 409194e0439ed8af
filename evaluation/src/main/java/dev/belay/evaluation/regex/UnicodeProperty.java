package dev.belay.evaluation.regex;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** {@code \p{…}} of {@code u} patterns, answered from the JDK's own Unicode data. */
final class UnicodeProperty {
    private static final Map<String, IntPredicate> BINARY = Map.ofEntries(
            entry("Any", c -> true),
            entry("ASCII", c -> c < 128),
            entry("Assigned", c -> Character.getType(c) != Character.UNASSIGNED),
            entry("Alphabetic", Character::isAlphabetic),
            entry("Alpha", Character::isAlphabetic),
            entry("Uppercase", Character::isUpperCase),
            entry("Upper", Character::isUpperCase),
            entry("Lowercase", Character::isLowerCase),
            entry("Lower", Character::isLowerCase),
            entry("Ideographic", Character::isIdeographic),
            entry("Ideo", Character::isIdeographic),
            entry("White_Space", c -> java("\\p{IsWhite_Space}", c)),
            entry("space", c -> java("\\p{IsWhite_Space}", c)),
            entry("ID_Start", Character::isUnicodeIdentifierStart),
            entry("IDS", Character::isUnicodeIdentifierStart),
            entry("ID_Continue", UnicodeProperty::continuesIdentifier),
            entry("IDC", UnicodeProperty::continuesIdentifier),
            entry("Hex_Digit", c -> java("\\p{IsHex_Digit}", c)),
            entry("Hex", c -> java("\\p{IsHex_Digit}", c)),
            entry("ASCII_Hex_Digit", c -> c < 128 && Character.digit(c, 16) >= 0),
            entry("AHex", c -> c < 128 && Character.digit(c, 16) >= 0),
            entry("Emoji", Character::isEmoji),
            entry("Emoji_Presentation", Character::isEmojiPresentation),
            entry("EPres", Character::isEmojiPresentation),
            entry("Emoji_Modifier", Character::isEmojiModifier),
            entry("EMod", Character::isEmojiModifier),
            entry("Emoji_Modifier_Base", Character::isEmojiModifierBase),
            entry("EBase", Character::isEmojiModifierBase),
            entry("Emoji_Component", Character::isEmojiComponent),
            entry("EComp", Character::isEmojiComponent),
            entry("Extended_Pictographic", Character::isExtendedPictographic),
            entry("ExtPict", Character::isExtendedPictographic));

    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            entry("Letter", "L"),
            entry("Cased_Letter", "LC"),
            entry("Uppercase_Letter", "Lu"),
            entry("Lowercase_Letter", "Ll"),
            entry("Titlecase_Letter", "Lt"),
            entry("Modifier_Letter", "Lm"),
            entry("Other_Letter", "Lo"),
            entry("Mark", "M"),
            entry("Combining_Mark", "M"),
            entry("Nonspacing_Mark", "Mn"),
            entry("Spacing_Mark", "Mc"),
            entry("Enclosing_Mark", "Me"),
            entry("Number", "N"),
            entry("Decimal_Number", "Nd"),
            entry("digit", "Nd"),
            entry("Letter_Number", "Nl"),
            entry("Other_Number", "No"),
            entry("Punctuation", "P"),
            entry("punct", "P"),
            entry("Connector_Punctuation", "Pc"),
            entry("Dash_Punctuation", "Pd"),
            entry("Open_Punctuation", "Ps"),
            entry("Close_Punctuation", "Pe"),
            entry("Initial_Punctuation", "Pi"),
            entry("Final_Punctuation", "Pf"),
            entry("Other_Punctuation", "Po"),
            entry("Symbol", "S"),
            entry("Math_Symbol", "Sm"),
            entry("Currency_Symbol", "Sc"),
            entry("Modifier_Symbol", "Sk"),
            entry("Other_Symbol", "So"),
            entry("Separator", "Z"),
            entry("Space_Separator", "Zs"),
            entry("Line_Separator", "Zl"),
            entry("Paragraph_Separator", "Zp"),
            entry("Other", "C"),
            entry("Control", "Cc"),
            entry("cntrl", "Cc"),
            entry("Format", "Cf"),
            entry("Surrogate", "Cs"),
            entry("Private_Use", "Co"),
            entry("Unassigned", "Cn"));

    /** Indexed by {@link Character#getType}, which skips 17. */
    private static final List<String> TYPES = List.of(
            "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "-",
            "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf");

    /** A set takes a walk through all code points to find; there are only so many names that have one. */
    private static final Map<String, CharSet> FOUND = new ConcurrentHashMap<>();

    private UnicodeProperty() {}

    static Optional<CharSet> named(String name) {
        var known = FOUND.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var found = find(name);
        found.ifPresent(set -> FOUND.put(name, set));
        return found;
    }

    private static Optional<CharSet> find(String name) {
        int equals = name.indexOf('=');
        if (equals < 0) {
            var binary = BINARY.get(name);
            return binary != null ? Optional.of(CharSet.where(binary)) : category(name);
        }
        var value = name.substring(equals + 1);
        return switch (name.substring(0, equals)) {
            case "General_Category", "gc" -> category(value);
            case "Script", "sc", "Script_Extensions", "scx" -> script(value);
            default -> Optional.empty();
        };
    }

    private static Optional<CharSet> category(String name) {
        var code = CATEGORIES.getOrDefault(name, name);
        if (!CATEGORIES.containsValue(code)) {
            return Optional.empty();
        }
        return Optional.of(CharSet.where(c -> {
            var type = TYPES.get(Character.getType(c));
            return type.startsWith(code) || code.equals("LC") && "Lu Ll Lt".contains(type);
        }));
    }

    private static Optional<CharSet> script(String name) {
        try {
            var script = Character.UnicodeScript.forName(name);
            return Optional.of(CharSet.where(c -> Character.UnicodeScript.of(c) == script));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static boolean continuesIdentifier(int c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private static boolean java(String property, int c) {
        return Character.toString(c).matches(property);
    }
}
