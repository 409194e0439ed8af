package dev.belay.worker.execution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Duration CALL = Duration.ofSeconds(60);

    @Test
    void aLeaseThatACallMayOutliveIsRefused() {
        assertThatThrownBy(() -> Leases.check("belay.worker.ledger.lease", CALL, CALL))
                .hasMessage("belay.worker.ledger.lease: PT1M (expected: more than"
                        + " belay.worker.execution.call-timeout, which is PT1M)");
    }

    @Test
    void aLongerOneIsFine() {
        assertThatCode(() -> Leases.check("belay.worker.ledger.lease", CALL.plusMillis(1), CALL))
                .doesNotThrowAnyException();
    }
}
