package dev.cordon.revocation;

import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;

/** One entry of the revocation list. */
public sealed interface Revocation {

    /** One token, by its issuer and {@code jti}. */
    record OfToken(IssuerName issuer, String id) implements Revocation {}

    /** Every token of a chain, by its {@code txn}. */
    record OfChain(String transaction) implements Revocation {}

    /** Every token obtained with one generation of a service's credential. */
    record OfGeneration(ServiceName service, long generation) implements Revocation {}

    /** Every token of a service issued before an instant, in seconds since the epoch. */
    record IssuedBefore(ServiceName service, long second) implements Revocation {}

    /** A whole service, as caller, target, origin or actor. */
    record OfService(ServiceName service) implements Revocation {}

    /** A whole segment, in quarantine: nothing reaches it and nothing in it reaches anything. */
    record OfSegment(SegmentName segment) implements Revocation {}

    /** Every token signed with one key of an issuer. */
    record OfKey(IssuerName issuer, String keyId) implements Revocation {}
}
