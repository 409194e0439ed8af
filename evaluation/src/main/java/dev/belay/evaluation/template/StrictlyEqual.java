package dev.belay.evaluation.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JavaScript's {@code ===}: values of one type that are equal; a list or an object only equals itself. */
final class StrictlyEqual implements ExpTest {
    static final String NAME = "belay_same";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean evaluate(@Nullable Object left, JinjavaInterpreter interpreter, Object... arguments) {
        return same(left, arguments.length == 0 ? null : arguments[0]);
    }

    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        } else if (left instanceof CharSequence a && right instanceof CharSequence b) {
            return a.toString().contentEquals(b);
        } else if (left instanceof List || left instanceof Map) {
            return false;
        }
        return Objects.equals(left, right);
    }
}
