package dev.cordon.mesh;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Who is at the other end of a connection.
 *
 * @param address for notices
 * @param trusted whether it is a proxy whose headers are believed
 */
public record Peer(String address, boolean trusted) {

    /** The first 96 bits of an IPv4 address in its IPv6-mapped form (RFC 4291 §2.5.5.2). */
    private static final long MAPPED = 0x0000_FFFF_0000_0000L;

    /** Who is at the other end of a connection from there. */
    public static Peer of(SocketAddress remote, List<Cidr> proxies) {
        Optional<IpAddress> address = remote instanceof InetSocketAddress socket
                ? Optional.ofNullable(socket.getAddress()).map(Peer::bits)
                : Optional.empty();
        return new Peer(
                address.map(IpAddress::toString).orElse("unknown"),
                address.isPresent() && ClientAddress.isTrusted(address.get(), proxies));
    }

    private static IpAddress bits(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == Integer.BYTES
                ? new IpAddress(0, MAPPED | Integer.toUnsignedLong(bytes.getInt()))
                : new IpAddress(bytes.getLong(), bytes.getLong());
    }
}
