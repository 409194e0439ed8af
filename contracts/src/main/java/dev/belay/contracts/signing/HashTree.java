package dev.belay.contracts.signing;

import dev.belay.contracts.canonical.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One signature for many events: over the root of a tree of hashes of which each event is a leaf (RFC 6962, §2.1). An event
 * travels with the way from its leaf to the root, so it is verified without the others, and a reader of many verifies their
 * one signature once.
 * A way is steps of a side (0: the sibling is left, 1: right) and 32 bytes.
 */
final class HashTree {

    /** More than any batch has. */
    private static final int LONGEST_WAY = 24;

    private static final int HASH = 32;
    private static final int STEP = 1 + HASH;
    private static final byte LEFT = 0;
    private static final byte RIGHT = 1;

    private final byte[] root;
    private final List<byte[]> ways;

    private HashTree(byte[] root, List<byte[]> ways) {
        this.root = root;
        this.ways = ways;
    }

    byte[] root() {
        return root;
    }

    /** From the leaf of the message at {@code place}. */
    byte[] way(int place) {
        return ways.get(place);
    }

    /** @param messages at least one */
    static HashTree of(List<byte[]> messages) {
        var level = new ArrayList<Node>();
        for (int i = 0; i < messages.size(); i++) {
            level.add(new Node(leaf(messages.get(i)), List.of(i)));
        }
        var ways = messages.stream().map(message -> new ByteArrayOutputStream()).toList();
        while (level.size() > 1) {
            level = parents(level, ways);
        }
        return new HashTree(
                level.getFirst().hash,
                ways.stream().map(ByteArrayOutputStream::toByteArray).toList());
    }

    private static final class Node {

        private final byte[] hash;

        /** Places of the messages below it. */
        private final List<Integer> leaves;

        private Node(byte[] hash, List<Integer> leaves) {
            this.hash = hash;
            this.leaves = leaves;
        }
    }

    /** One without a sibling goes up as it is. */
    private static ArrayList<Node> parents(List<Node> level, List<ByteArrayOutputStream> ways) {
        var above = new ArrayList<Node>();
        for (int i = 0; i + 1 < level.size(); i += 2) {
            var left = level.get(i);
            var right = level.get(i + 1);
            left.leaves.forEach(leaf -> step(ways.get(leaf), RIGHT, right.hash));
            right.leaves.forEach(leaf -> step(ways.get(leaf), LEFT, left.hash));
            var leaves = new ArrayList<>(left.leaves);
            leaves.addAll(right.leaves);
            above.add(new Node(parent(left.hash, right.hash), leaves));
        }
        if (level.size() % 2 == 1) {
            above.add(level.getLast());
        }
        return above;
    }

    private static void step(ByteArrayOutputStream way, byte side, byte[] sibling) {
        way.write(side);
        way.writeBytes(sibling);
    }

    /** The root that a message has at the end of its way; throws {@link IllegalArgumentException} for what is no way. */
    static byte[] rootOf(byte[] message, byte[] way) {
        if (way.length % STEP != 0 || way.length / STEP > LONGEST_WAY) {
            throw new IllegalArgumentException(
                    "way: " + way.length + " bytes (expected: up to " + LONGEST_WAY + " steps of " + STEP + ")");
        }
        var hash = leaf(message);
        for (int at = 0; at < way.length; at += STEP) {
            var sibling = Arrays.copyOfRange(way, at + 1, at + STEP);
            hash = switch (way[at]) {
                case LEFT -> parent(sibling, hash);
                case RIGHT -> parent(hash, sibling);
                default -> throw new IllegalArgumentException("side: " + way[at] + " (expected: 0 or 1)");
            };
        }
        return hash;
    }

    /** Told from {@link #parent} by its first byte: no pair of hashes is taken for an event. */
    private static byte[] leaf(byte[] message) {
        var hash = Digest.hash();
        hash.update((byte) 0);
        return hash.digest(message);
    }

    private static byte[] parent(byte[] left, byte[] right) {
        var hash = Digest.hash();
        hash.update((byte) 1);
        hash.update(left);
        return hash.digest(right);
    }
}
