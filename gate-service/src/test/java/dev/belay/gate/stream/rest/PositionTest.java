package dev.belay.gate.stream.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void isReadBackFromWhatItWrites() {
        var position = new Position(new TreeMap<>(Map.of(0, 17L, 11, 4L))).after(3, 9);

        assertThat(position).hasToString("0:17.3:10.11:4");
        assertThat(Position.parse(position.toString())).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "0:", ":1", "0:-1", "0:1,1:2", "0:1.", "a:b", "0:99999999999999999999"})
    void refusesWhatWasNeverAnId(String text) {
        assertThatThrownBy(() -> Position.parse(text)).hasMessageContaining("expected");
    }
}
