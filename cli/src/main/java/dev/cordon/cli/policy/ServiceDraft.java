package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.WorkloadIdentity;
import java.util.List;
import java.util.Optional;

/**
 * A service as written.
 *
 * @param name where its name stands
 * @param segment where its segment stands, if it names one
 * @param hosts the host names that are some
 * @param offer its operations
 * @param identities the identities that are some
 * @param publicUrl its public URL, if it is one
 */
record ServiceDraft(
        YamlNode.Scalar name,
        Optional<YamlNode.Scalar> segment,
        List<YamlNode.Scalar> hosts,
        Offer offer,
        List<PlacedIdentity> identities,
        Optional<String> publicUrl) {

    /** An identity, and where it stands. */
    record PlacedIdentity(WorkloadIdentity identity, YamlNode.Scalar text) {}

    /** The service; only of a draft without errors. */
    Service build() {
        return new Service(
                new ServiceName(name.text()),
                new SegmentName(segment.orElse(name).text()),
                hosts.stream().map(YamlNode.Scalar::text).toList(),
                offer.operations(),
                identities.stream().map(PlacedIdentity::identity).toList(),
                publicUrl);
    }
}
