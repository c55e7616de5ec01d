package dev.cordon.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.0.0/16",
        "10.0.0.1, 10.0.0.1/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:DB8::/32, 2001:db8::/32",
        "::1, ::1/128",
        "::/0, ::/0",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:0:0/96, 0.0.0.0/0"
    })
    void a_block_is_written_so_that_it_reads_back(String written, String usual) {
        Cidr block = Cidr.parse(written).orElseThrow();

        assertThat(block).hasToString(usual);
        assertThat(Cidr.parse(usual)).contains(block);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/ 8",
                "10.0.0.0/8 ",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/0x8",
                "::/129",
                "::/999",
                "::/1000",
                "10.0.0.0/\u0668",
                "10/8",
                "host/8"
            })
    void what_is_no_block_is_refused(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.1/31", "0.0.0.1/0", "2001:db8::1/32", "2001:db8:8000::/32", "::1/0"})
    void bits_behind_the_prefix_are_refused_rather_than_dropped(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void a_block_that_exists_is_valid() {
        IpAddress one = IpAddress.parse("::1").orElseThrow();

        assertThatIllegalArgumentException().isThrownBy(() -> new Cidr(one, 129));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cidr(one, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cidr(one, 127));
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.0.0, true",
        "10.20.0.0/16, 10.20.255.255, true",
        "10.20.0.0/16, 10.21.0.0, false",
        "10.20.0.0/16, 10.19.255.255, false",
        "10.20.0.0/16, ::ffff:10.20.1.1, true",
        "10.20.0.0/16, ::10.20.1.1, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.1, true",
        "2001:db8::/33, 2001:db8:7fff:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
        "2001:db8::/64, 2001:db8:0:1::, false",
        "2001:db8::/65, 2001:db8::8000:0:0:0, false"
    })
    void a_block_holds_exactly_its_addresses(String block, String address, boolean inside) {
        assertThat(Cidr.parse(block)
                        .orElseThrow()
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @Test
    void membership_agrees_with_arithmetic_on_big_numbers_for_every_prefix() {
        SplittableRandom random = new SplittableRandom(4632);
        for (int i = 0; i < 20_000; i++) {
            int prefix = random.nextInt(129);
            BigInteger size = BigInteger.ONE.shiftLeft(128 - prefix);
            BigInteger any = number(new IpAddress(random.nextLong(), random.nextLong()));
            BigInteger first = any.subtract(any.mod(size));
            Cidr block = new Cidr(address(first), prefix);

            assertThat(block.contains(address(any))).isTrue();
            assertThat(block.contains(address(first.add(size).subtract(BigInteger.ONE))))
                    .isTrue();
            if (prefix > 0) {
                assertThat(block.contains(address(first.add(size)))).isFalse();
                assertThat(block.contains(address(first.subtract(BigInteger.ONE))))
                        .isFalse();
            }
        }
    }

    private static BigInteger number(IpAddress address) {
        byte[] octets = ByteBuffer.allocate(16)
                .putLong(address.high())
                .putLong(address.low())
                .array();
        return new BigInteger(1, octets);
    }

    private static IpAddress address(BigInteger number) {
        return new IpAddress(number.shiftRight(64).longValue(), number.longValue());
    }
}
