package dev.cordon.issuance;

import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import java.time.Instant;
import java.util.List;

/**
 * An API key that is asked for; nothing in it is known to be of the policy.
 *
 * @param caller the service that will call with it
 * @param edge whom it will call, for what
 * @param wishes what else is asked for
 */
public record ApiKeyRequest(ServiceName caller, EdgeRequest edge, Wishes wishes) {

    /**
     * What else is asked for.
     *
     * @param owner who answers for it
     * @param expiresAt from when on it does not work, in whole seconds
     * @param networks from where it may be used; empty for anywhere
     * @param windows when it may be used; empty for any time
     */
    public record Wishes(String owner, Instant expiresAt, List<Cidr> networks, List<TimeWindow> windows) {

        /** Copies the lists. */
        public Wishes {
            networks = List.copyOf(networks);
            windows = List.copyOf(windows);
        }
    }
}
