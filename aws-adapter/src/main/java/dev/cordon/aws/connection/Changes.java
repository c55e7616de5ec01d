package dev.cordon.aws.connection;

import dev.cordon.publication.Head;

/**
 * How far everything had changed that connections are decided by.
 *
 * @param policy the sequence of the policy's bundle
 * @param revocations the revision of the revocations
 * @param services the revision of the registered services
 */
public record Changes(long policy, long revocations, long services) {

    static Changes of(Head head) {
        return new Changes(head.bundleSequence(), head.revocationEpoch(), head.registryEpoch());
    }
}
