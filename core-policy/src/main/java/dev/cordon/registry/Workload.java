package dev.cordon.registry;

import dev.cordon.policy.Membership;
import dev.cordon.policy.Tag;
import dev.cordon.policy.WorkloadIdentity.SpiffeId;
import java.util.Optional;
import java.util.Set;

/**
 * How events describe a service beside its name. Immutable.
 *
 * @param account the cloud account, project or subscription that it runs in
 * @param tags its tags or labels
 * @param identity its SPIFFE ID
 */
public record Workload(Optional<String> account, Set<Tag> tags, Optional<SpiffeId> identity) {

    /** @throws IllegalArgumentException where the account can be none */
    public Workload {
        tags = Set.copyOf(tags);
        if (account.filter(text -> !Membership.isAccount(text)).isPresent()) {
            throw new IllegalArgumentException(
                    "an account, project or subscription has up to 128 letters, digits, `.`, `_`, `:` and `-`");
        }
    }

    /** Whether it is one of those that a segment takes for its own. */
    boolean isOf(Membership membership) {
        boolean here = membership.accounts().isEmpty()
                || account.filter(membership.accounts()::contains).isPresent();
        return here && tags.containsAll(membership.tags()) && membership.admits(identity.map(SpiffeId::uri));
    }
}
