package dev.belay.evaluation.expression;

import dev.belay.evaluation.expression.Tokens.Kind;
import dev.belay.evaluation.expression.Tokens.Token;
import java.util.List;

/** Goes through tokens once; the last one stays. */
final class TokenCursor {
    private final List<Token> tokens;
    private int at;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token next() {
        return tokens.get(at);
    }

    Token take() {
        var token = next();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    Token take(Kind kind) throws NotAnExpression {
        if (next().kind() != kind) {
            throw new NotAnExpression("\"" + next().text() + "\" out of place");
        }
        return take();
    }

    boolean accept(String sign) {
        boolean accepted = next().is(sign);
        if (accepted) {
            take();
        }
        return accepted;
    }

    void demand(String sign) throws NotAnExpression {
        if (!accept(sign)) {
            throw new NotAnExpression("\"%s\" where %s is expected".formatted(next().text(), sign));
        }
    }
}
