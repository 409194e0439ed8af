package dev.belay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40P01", "40001", "53300", "55P03", "57P01", "57014"})
    void databaseFaultThatTryingAgainCuresPasses(String sqlState) {
        var failure = new IllegalStateException("commit", new SQLException("…", sqlState));

        assertThat(Fault.passes(failure)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23502", "22021", "42P01", ""})
    void databaseFaultOfTheRecordDoesNot(String sqlState) {
        assertThat(Fault.passes(new DatabaseFault("insert", new SQLException("…", sqlState))))
                .isFalse();
    }

    @Test
    void poolWithoutAFreeConnectionPasses() {
        assertThat(Fault.passes(new SQLException("Sorry, acquisition timeout!")))
                .isTrue();
    }

    @Test
    void handlerSaysItselfThatSomethingIsAwayForNow() {
        assertThat(Fault.passes(new TransientFault("registry is down", new ConnectException("refused"))))
                .isTrue();
        assertThat(Fault.passes(new IllegalArgumentException("attempt: 0 (expected: > 0)", new IOException())))
                .isFalse();
    }

    @Test
    void reasonIsOneLineOfBoundedLength() {
        var reason = Fault.reason(new IllegalArgumentException("first\nsecond"));

        assertThat(reason).isEqualTo("IllegalArgumentException: first");
        assertThat(Fault.reason(new IllegalArgumentException("x".repeat(5000)))).hasSize(500);
        assertThat(Fault.reason(new NullPointerException())).isEqualTo("NullPointerException");
    }
}
