package dev.belay.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** The broker's own port is chosen long before it is bound, and its controller's in between. */
    @Test
    void noPortIsGivenTwiceThoughNobodyHasBoundIt() {
        int first = Ports.free();
        var given = new HashSet<Integer>();
        given.add(first);
        // Wanted by name, as the supervisor does for what it found free: these are the very next to be walked over.
        for (int next = first + 1; next <= first + 5; next++) {
            given.add(Ports.choose(next));
        }
        int count = 500;
        for (int index = 0; index < count; index++) {
            given.add(Ports.free());
        }

        assertThat(given).hasSize(count + 6);
    }

    @Test
    void boundPortIsNotFree() throws IOException {
        try (var bound = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree("127.0.0.1", bound.getLocalPort())).isFalse();
        }
    }
}
