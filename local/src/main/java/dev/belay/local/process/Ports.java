package dev.belay.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
    /** Below the ranges that Linux and macOS hand to outgoing connections, so that no client takes the port of a server that is just restarting. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    /** {@code wanted} itself, or a free port when it is 0. */
    public static int choose(int wanted) {
        return wanted == 0 ? free() : wanted;
    }

    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree("127.0.0.1", port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "No free TCP port found in " + ATTEMPTS + " tries between " + FIRST + " and " + LAST);
    }

    public static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers themselves bind: a connection of a former server that is still closing does not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
