package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.network.Cidr;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressTest {

    private static final List<Cidr> TRUSTED = List.of(
            Cidr.parse("127.0.0.1").orElseThrow(), Cidr.parse("10.9.0.0/16").orElseThrow());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                       | 203.0.113.9",
                "6.6.6.6, 203.0.113.9              | 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.9.1.1    | 203.0.113.9",
                "203.0.113.9,10.9.1.1,127.0.0.1    | 203.0.113.9",
                "garbage, 203.0.113.9              | 203.0.113.9",
                ", 203.0.113.9                     | 203.0.113.9",
                "10.9.1.1, 127.0.0.1               | 10.9.1.1",
                "::ffff:10.9.1.1                   | 10.9.1.1",
                "6.6.6.6, 2001:db8::1, ::ffff:10.9.1.1 | 2001:db8::1",
            })
    void the_client_is_the_rightmost_hop_that_is_no_trusted_proxy(String chain, String client) {
        assertThat(ClientAddress.of(chain, TRUSTED)).hasToString("Optional[" + client + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage",
                "203.0.113.9, garbage",
                "203.0.113.9,",
                "203.0.113.9, , 10.9.1.1",
                "203.0.113.9:443",
                "[2001:db8::1]",
                "unix:",
                "127.1",
                "''",
            })
    void a_hop_that_counts_and_is_no_address_leaves_no_client(String chain) {
        assertThat(ClientAddress.of(chain, TRUSTED)).isEmpty();
    }
}
