package dev.belay.gate.decision.domain;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** How much more than the baseline's figure is allowed. Equal to it is allowed still. */
sealed interface Increase {

    /** @param most in the unit of what is compared: milliseconds or US dollars */
    record Absolute(BigDecimal most) implements Increase {}

    record Percent(BigDecimal most) implements Increase {}

    /** Written as {@code 20%}, or as a number and {@code unit}: {@code 400ms}, {@code 0.001usd}. */
    static Optional<Increase> parse(String text, String unit) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var most = new BigDecimal(match.group(1));
        if (match.group(2).equals("%")) {
            return Optional.of(new Percent(most));
        }
        return match.group(2).equals(unit) ? Optional.of(new Absolute(most)) : Optional.empty();
    }

    Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(%|[a-z]+)");

    /** The highest figure that is allowed over {@code baseline}. */
    default BigDecimal limitOver(BigDecimal baseline) {
        return switch (this) {
            case Absolute(var most) -> baseline.add(most);
            case Percent(var most) -> baseline.add(baseline.multiply(most).movePointLeft(2));
        };
    }
}
