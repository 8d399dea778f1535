package io.taskservice.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {

    private final TargetGuard guard = new TargetGuard(Set.of(), "some.setting");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.255.255.254",
                "2130706433",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "[::1]",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2001::7f00:1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "localhost"
            })
    void anAddressInsideTheOwnNetworkIsRefused(String host) {
        assertThatThrownBy(() -> guard.resolve(host))
                .isInstanceOf(ForbiddenTargetException.class)
                .hasMessageContaining("some.setting");
        assertThat(guard.refusesAtSight(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888"
            })
    void aPublicAddressIsLetThrough(String host) throws UnknownHostException {
        assertThat(guard.resolve(host)).containsExactly(InetAddress.getByName(host));
        assertThat(guard.refusesAtSight(host)).isFalse();
    }

    @Test
    void anAllowedHostIsLetThroughByItsNameAlone() throws UnknownHostException {
        TargetGuard allowing = new TargetGuard(Set.of("localhost", "::1"), "some.setting");

        assertThat(allowing.resolve("LocalHost")).isNotEmpty();
        assertThat(allowing.resolve("[::1]")).isNotEmpty();
        assertThatThrownBy(() -> allowing.resolve("127.0.0.1")).isInstanceOf(ForbiddenTargetException.class);
    }

    @Test
    void aNameIsNotLookedUpToBeRefusedAtSight() {
        assertThat(guard.refusesAtSight("hooks.example.invalid")).isFalse();
        assertThat(guard.refusesAtSight("db.localhost")).isTrue();
        assertThat(new TargetGuard(Set.of("10.0.0.1"), "some.setting").refusesAtSight("10.0.0.1"))
                .isFalse();
    }
}
