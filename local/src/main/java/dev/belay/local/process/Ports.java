package dev.belay.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * TCP ports of this machine. One that was given out is not given out again by this process: whoever got it may not have
 * bound it yet, or be about to bind it again.
 */
public final class Ports {
    /** Below the ranges that Linux and macOS hand to outgoing connections, so that no client takes the port of a server that is just restarting. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    /** Processes walk from starting points of their own, so that two which start at once seldom look at the same port. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /** {@code wanted} itself, or a free port when it is 0. */
    public static int choose(int wanted) {
        if (wanted == 0) {
            return free();
        }
        GIVEN.add(wanted);
        return wanted;
    }

    public static int free() {
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree("127.0.0.1", port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free TCP port found between " + FIRST + " and " + (FIRST + COUNT - 1));
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
