package dev.cordon.mesh;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import java.util.List;
import java.util.Optional;

/** The caller's address from the chain of hops: the rightmost one that is no trusted proxy's. */
final class ClientAddress {

    private ClientAddress() {}

    /**
     * Reads {@code X-Forwarded-For} from right to left: each trusted hop vouches for the one before it. What stands
     * left of the first untrusted hop is what that hop claims, and is not even looked at. Where all hops are trusted
     * the call began at the leftmost.
     *
     * @return empty where a hop that counts is no literal address
     */
    static Optional<IpAddress> of(String forwardedFor, List<Cidr> trusted) {
        int end = forwardedFor.length();
        while (true) {
            int comma = forwardedFor.lastIndexOf(',', end - 1);
            Optional<IpAddress> hop =
                    IpAddress.parse(forwardedFor.substring(comma + 1, end).strip());
            if (hop.isEmpty() || comma < 0 || !isTrusted(hop.get(), trusted)) {
                return hop;
            }
            end = comma;
        }
    }

    static boolean isTrusted(IpAddress address, List<Cidr> trusted) {
        for (Cidr block : trusted) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
