package dev.belay.evaluation.assertion;

import dev.belay.evaluation.javascript.Coercion;
import java.util.Locale;

/** Numbers in reasons. */
final class Decimals {
    private Decimals() {}

    static String text(double number, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", number);
    }

    static String shortest(double number) {
        return Coercion.text(number);
    }
}
