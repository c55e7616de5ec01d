package dev.cordon.decision;

import dev.cordon.policy.Segment;

/** What a segment asks of calls to its services, ready to be compared. */
final class Demands {

    final Segment segment;
    /** In nanoseconds. */
    final long denyAfter;
    /** The longest life of a segment token, in seconds. */
    final long ttl;

    final boolean token;
    final boolean certificate;
    final boolean bindings;
    final boolean strictReplay;

    Demands(Segment segment) {
        this.segment = segment;
        denyAfter = segment.freshness().denyAfter().toNanos();
        ttl = segment.token().ttl().toSeconds();
        token = segment.authentication().needsToken();
        certificate = segment.authentication().needsCertificate();
        bindings = !segment.token().bind().isEmpty();
        strictReplay = segment.token().strictReplay();
    }
}
