package dev.cordon.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::FFFF:0a00:1, 10.0.0.1",
        "0:0:0:0:0:ffff:10.0.0.1, 10.0.0.1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304"
    })
    void an_address_has_the_one_text_of_rfc_5952(String written, String usual) {
        assertThat(IpAddress.parse(written).orElseThrow()).hasToString(usual);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.04",
                "00.0.0.0",
                "1..2.3",
                ".1.2.3",
                "1.2.3.",
                "1.2.3.4 ",
                " 1.2.3.4",
                "+1.2.3.4",
                "-1.2.3.4",
                "0x7f.0.0.1",
                "127.1",
                "2130706433",
                "1.2.3.4:80",
                "1.2.3.99999999999",
                "\u0661.2.3.4",
                ":",
                ":::",
                "1:",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "::1%eth0",
                "[::1]",
                "::1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "::\u0661",
                "localhost",
                "example.com",
                "::/0",
                "1:2:3:4::5:6:7:8"
            })
    void what_is_no_literal_address_is_refused(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void an_address_written_as_ipv6_mapped_is_the_ipv4_address() {
        IpAddress mapped = IpAddress.parse("::ffff:192.0.2.1").orElseThrow();

        assertThat(mapped).isEqualTo(IpAddress.parse("192.0.2.1").orElseThrow());
        assertThat(mapped.isIpv4()).isTrue();
    }

    @Test
    void the_deprecated_compatible_form_is_no_ipv4_address() {
        IpAddress compatible = IpAddress.parse("::192.0.2.1").orElseThrow();

        assertThat(compatible.isIpv4()).isFalse();
        assertThat(compatible).isNotEqualTo(IpAddress.parse("192.0.2.1").orElseThrow());
    }

    @Test
    void random_addresses_read_as_the_jdk_reads_them_and_back() throws UnknownHostException {
        SplittableRandom random = new SplittableRandom(5952);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(octets);
            for (int j = 0; j < octets.length; j++) {
                octets[j] = random.nextInt(3) == 0 ? octets[j] : 0;
            }
            InetAddress theirs = InetAddress.getByAddress(octets);

            IpAddress ours = IpAddress.parse(theirs.getHostAddress()).orElseThrow();

            assertThat(octets(ours)).isEqualTo(mapped(octets));
            assertThat(IpAddress.parse(ours.toString())).contains(ours);
            assertThat(InetAddress.getByName(ours.toString())).isEqualTo(theirs);
        }
    }

    private static byte[] octets(IpAddress address) {
        return ByteBuffer.allocate(16)
                .putLong(address.high())
                .putLong(address.low())
                .array();
    }

    private static byte[] mapped(byte[] octets) {
        return octets.length == 16
                ? octets
                : ByteBuffer.allocate(16).putLong(0).putInt(0xFFFF).put(octets).array();
    }
}
