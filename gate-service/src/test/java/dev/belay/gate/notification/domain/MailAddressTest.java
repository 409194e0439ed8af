package dev.belay.gate.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"pm@care.example", "pm+belay@care.example", "o'neil@localhost"})
    void oneAddressIsTaken(String address) {
        assertThat(MailAddress.flaw(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pm",
                "@care.example",
                "pm@",
                "a@b, c@d",
                "PM <pm@care.example>",
                "pm@care.example\n",
                "pm@care.example\r\nBcc: all@care.example",
                "pm@care@example",
            })
    void whatIsNoneOrMoreThanOneIsNot(String address) {
        assertThat(MailAddress.flaw(address)).isPresent();
    }

    @Test
    void ofMoreThan254CharactersNoneIs() {
        assertThat(MailAddress.flaw("a@" + "b".repeat(252))).isEmpty();
        assertThat(MailAddress.flaw("a@" + "b".repeat(253))).isPresent();
    }
}
