package dev.cordon.policy;

import java.util.List;

/**
 * Who asks for decisions about calls that reach it, and what of its questions is believed. Token and proof speak for
 * themselves; what it is not said to vouch for is not taken from it.
 *
 * @param name its name
 * @param service who it is: the service as which it asks
 * @param vouchesFor what is believed, in the order of {@link Vouching}
 */
public record EnforcementPoint(EnforcementPointName name, ServiceName service, List<Vouching> vouchesFor) {

    /** Sorts and copies the list. */
    public EnforcementPoint {
        vouchesFor = Distinct.sorted(vouchesFor);
    }
}
