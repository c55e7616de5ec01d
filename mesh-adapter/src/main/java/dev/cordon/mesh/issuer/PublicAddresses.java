package dev.cordon.mesh.issuer;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are the internet's. A policy, or an issuer's discovery document, must not make an enforcement point
 * ask its own network (RFC 6890 and the IANA registries of special-purpose addresses).
 */
final class PublicAddresses {

    private static final List<Cidr> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .flatMap(text -> Cidr.parse(text).stream())
            .toList();

    /** Global unicast; what embeds an IPv4 address is not in it, or is taken out again. */
    private static final List<Cidr> GLOBAL_6 =
            Stream.of("2000::/3").flatMap(text -> Cidr.parse(text).stream()).toList();

    private static final List<Cidr> SPECIAL_6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .flatMap(text -> Cidr.parse(text).stream())
            .toList();

    private PublicAddresses() {}

    /** Whether that is an address of the internet. */
    static boolean isPublic(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return IpAddress.parse(zone < 0 ? text : text.substring(0, zone))
                .filter(ip -> ip.isIpv4() ? !isIn(ip, SPECIAL) : isIn(ip, GLOBAL_6) && !isIn(ip, SPECIAL_6))
                .isPresent();
    }

    private static boolean isIn(IpAddress address, List<Cidr> blocks) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
