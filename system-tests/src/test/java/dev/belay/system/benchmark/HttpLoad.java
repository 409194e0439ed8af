package dev.belay.system.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** Requests over kept connections, one at a time on each; it costs so little that the server is what is measured. */
final class HttpLoad {

    private final URI server;
    private final int connections;
    private final LongFunction<byte[]> request;

    /** @param request by the number of its turn */
    HttpLoad(URI server, int connections, LongFunction<byte[]> request) {
        this.server = server;
        this.connections = connections;
        this.request = request;
    }

    static byte[] get(String path, String key) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + key + "\r\n\r\n");
    }

    static byte[] post(String path, String key) {
        return bytes("POST " + path + " HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\nAuthorization: Bearer " + key
                + "\r\n\r\n");
    }

    /** Requests a second, each connection sending its next as soon as it is answered. */
    double asFastAsPossible(Duration time) throws Exception {
        return send(time, 0).size() / (time.toNanos() / 1e9);
    }

    /** Latencies in nanoseconds, sorted, at a steady rate; from when a request was due, not from when it got its turn. */
    List<Long> at(double perSecond, Duration time) throws Exception {
        var latencies = send(time, (long) (1e9 * connections / perSecond));
        Collections.sort(latencies);
        return latencies;
    }

    /** @param interval between two of one connection, nanoseconds; 0 for none */
    private List<Long> send(Duration time, long interval) throws Exception {
        var latencies = new ArrayList<Long>();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var running = new ArrayList<Future<List<Long>>>();
            long begin = System.nanoTime();
            for (int connection = 0; connection < connections; connection++) {
                long first = connection;
                long due = begin + interval * connection / connections;
                running.add(threads.submit(() -> over(first, due, begin + time.toNanos(), interval)));
            }
            for (var each : running) {
                latencies.addAll(each.get());
            }
        }
        return latencies;
    }

    private List<Long> over(long firstTurn, long firstDue, long end, long interval) throws IOException {
        var latencies = new ArrayList<Long>();
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            long due = firstDue;
            for (long turn = firstTurn; System.nanoTime() < end; turn += connections) {
                long wait = interval == 0 ? 0 : due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
                long from = interval == 0 ? System.nanoTime() : due;
                ask(socket.getOutputStream(), in, request.apply(turn));
                latencies.add(System.nanoTime() - from);
                due += interval;
            }
        }
        return latencies;
    }

    private static void ask(OutputStream out, InputStream in, byte[] request) throws IOException {
        out.write(request);
        var status = line(in);
        int length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        in.skipNBytes(length);
        if (!status.contains(" 200 ")) {
            throw new IOException(status + " (expected: 200)");
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
