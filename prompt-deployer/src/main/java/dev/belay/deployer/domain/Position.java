package dev.belay.deployer.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far something has read {@code belay.releases}: for each partition the offset of the last record that it knows of. It means
 * the same on every replica, so that a subscriber goes on at another one.
 *
 * @param offsets by partition; -1 before the first record
 */
public record Position(List<Long> offsets) {

    private static final String BETWEEN = ".";
    private static final int RADIX = 36;

    public Position {
        offsets = List.copyOf(offsets);
    }

    public static Position start(int partitions) {
        return new Position(Collections.nCopies(partitions, -1L));
    }

    /** Of a text that {@link #toString} made for as many partitions; empty for any other. */
    public static Optional<Position> of(String text, int partitions) {
        var parts = List.of(text.split("\\.", -1));
        if (parts.size() != partitions) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(
                    parts.stream().map(part -> Long.parseLong(part, RADIX)).toList()));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    public boolean includes(int partition, long offset) {
        return offset <= offsets.get(partition);
    }

    /** The same, and everything of the partition up to the offset. */
    public Position with(int partition, long offset) {
        if (includes(partition, offset)) {
            return this;
        }
        var after = new ArrayList<>(offsets);
        after.set(partition, offset);
        return new Position(after);
    }

    @Override
    public String toString() {
        return offsets.stream().map(offset -> Long.toString(offset, RADIX)).collect(Collectors.joining(BETWEEN));
    }
}
