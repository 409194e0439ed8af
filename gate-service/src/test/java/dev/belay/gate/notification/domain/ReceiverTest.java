package dev.belay.gate.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "0.1.2.3",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:0:a00:1::1",
            })
    void privateAddressesAreReachedOnlyWhereTheyAreAllowed(String address) throws UnknownHostException {
        assertThat(Receiver.refusal(InetAddress.getByName(address), false))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("expected: a public address"));
        assertThat(Receiver.refusal(InetAddress.getByName(address), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "ff02::1"})
    void whatMachinesKeepForThemselvesIsNeverReached(String address) throws UnknownHostException {
        assertThat(Receiver.refusal(InetAddress.getByName(address), false)).isPresent();
        assertThat(Receiver.refusal(InetAddress.getByName(address), true)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
            })
    void publicAddressesAreReached(String address) throws UnknownHostException {
        assertThat(Receiver.refusal(InetAddress.getByName(address), false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.care.example/belay?key=1, true, true",
        "http://hooks.care.example/belay, false, true",
        "https://[2606:4700::1111]:8443/, true, true",
        "https://user:secret@hooks.care.example/, false, false",
        "ftp://hooks.care.example/, false, false",
        "https:///belay, false, false",
        "hooks.care.example, false, false",
        "'https://hooks.care.example/a b', false, false",
        "'', false, false",
    })
    void addressesAreHttpsOutsideOfPrivateNetworks(String url, boolean good, boolean goodInPrivate) {
        assertThat(Receiver.flaw(url, false).isEmpty()).isEqualTo(good);
        assertThat(Receiver.flaw(url, true).isEmpty()).isEqualTo(goodInPrivate);
    }
}
