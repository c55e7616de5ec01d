package dev.cordon.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetTest {

    private static final String SIGNS = "aA1:[]";
    private static final int LONGEST = 6;

    @ParameterizedTest
    @CsvSource({
        "api.example, api.example",
        "api.example:8443, api.example",
        "api.example:, api.example",
        "API.Example:443, api.example",
        "[2001:DB8::1]:443, [2001:db8::1]",
        "[2001:db8::1], [2001:db8::1]",
    })
    void a_port_is_dropped_and_ascii_letters_are_lowered(String host, String name) {
        assertThat(new Target.OfHost(host).host()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"api.example:8443:443", "api.example::443", "api.example:443x", ":443", "2001:db8::1", "[::1]:80:90"})
    void what_is_no_host_with_a_port_stays_whole(String host) {
        assertThat(new Target.OfHost(host).host()).isEqualTo(host);
    }

    /** A decision log holds the name, and deciding again by it must find the same service. */
    @Test
    void the_name_of_a_name_is_itself() {
        List<String> hosts = new ArrayList<>(List.of(""));
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            String name = new Target.OfHost(host).host();
            assertThat(new Target.OfHost(name).host()).as("`%s`", host).isEqualTo(name);
            for (int sign = 0; sign < SIGNS.length() && host.length() < LONGEST; sign++) {
                hosts.add(host + SIGNS.charAt(sign));
            }
        }
        assertThat(hosts).hasSizeGreaterThan(50_000);
    }
}
