package dev.belay.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** US dollars for people: cents above one dollar, enough digits to see something below. */
public final class Money {

    private static final int SMALL_DIGITS = 4;
    private static final int CENTS = 2;

    private Money() {}

    public static String text(BigDecimal usd) {
        if (usd.signum() == 0) {
            return "0";
        }
        int digits = usd.abs().compareTo(BigDecimal.ONE) >= 0 ? CENTS : SMALL_DIGITS;
        return usd.setScale(digits, RoundingMode.UP).toPlainString();
    }
}
