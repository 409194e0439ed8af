package dev.belay.deployer.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PositionTest {

    @Property
    void itIsReadBackAsItWasWritten(@ForAll @Size(6) List<@LongRange(min = -1) Long> offsets) {
        var position = new Position(offsets);

        assertThat(Position.of(position.toString(), 6)).contains(position);
    }

    @Property
    void itOnlyGrows(@ForAll @IntRange(max = 3) int partition, @ForAll @LongRange(min = 0, max = 9) long offset) {
        var position = Position.start(4).with(1, 5);
        var after = position.with(partition, offset);

        assertThat(after.includes(partition, offset)).isTrue();
        assertThat(after.includes(1, 5)).isTrue();
        assertThat(after.with(partition, offset)).isEqualTo(after);
    }

    @Test
    void whatIsNoneIsRefused() {
        assertThat(Position.of("1.2", 3)).isEmpty();
        assertThat(Position.of("a.b.!", 3)).isEmpty();
        assertThat(Position.of("", 3)).isEmpty();
        assertThat(Position.start(2).includes(0, 0)).isFalse();
    }
}
