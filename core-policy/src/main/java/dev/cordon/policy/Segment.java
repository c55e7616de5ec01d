package dev.cordon.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A named zone of services that share trust level, authentication rules and limits.
 *
 * @param name shares one namespace with services
 * @param trust how far the segment is trusted
 * @param authentication what callers of its services must show
 * @param token what it asks of tokens
 * @param freshness how old the snapshot may be that a call to it is decided from
 * @param limits how often its services may be called
 * @param rotation how the secrets of its services are replaced; empty where that is left to people
 * @param members who belongs to it without being named
 */
public record Segment(
        SegmentName name,
        Trust trust,
        CallerAuthentication authentication,
        TokenRules token,
        Freshness freshness,
        Limits limits,
        Optional<Rotation> rotation,
        List<Membership> members) {

    /** @throws IllegalArgumentException where calls of a restricted segment would go on uncounted */
    public Segment {
        members = Distinct.copyOf(members);
        if (trust == Trust.RESTRICTED && limits.uncounted() == Uncounted.ALLOW) {
            throw new IllegalArgumentException("segment `" + name + "` is restricted: its calls can't go on uncounted");
        }
    }

    /** A segment whose members are named. */
    public Segment(
            SegmentName name,
            Trust trust,
            CallerAuthentication authentication,
            TokenRules token,
            Freshness freshness,
            Limits limits,
            Optional<Rotation> rotation) {
        this(name, trust, authentication, token, freshness, limits, rotation, List.of());
    }

    /** The same, whose services' secrets are left to people. */
    public Segment(
            SegmentName name,
            Trust trust,
            CallerAuthentication authentication,
            TokenRules token,
            Freshness freshness,
            Limits limits) {
        this(name, trust, authentication, token, freshness, limits, Optional.empty());
    }

    /** The same, and its services may be called as often as flows allow. */
    public Segment(
            SegmentName name, Trust trust, CallerAuthentication authentication, TokenRules token, Freshness freshness) {
        this(name, trust, authentication, token, freshness, Limits.NONE);
    }

    /**
     * How often the services of a segment may be called, all of them together.
     *
     * @param rate how often, whichever flow allows
     * @param uncounted what becomes of rate-limited calls, by the limits of flows too, that can't be counted
     */
    public record Limits(Rates rate, Uncounted uncounted) {

        /** No limits of its own, and nothing goes on that can't be counted. */
        public static final Limits NONE = new Limits(Rates.NONE, Uncounted.DENY);
    }

    /**
     * How old a snapshot may be.
     *
     * @param refresh the age at which it is read anew while the store answers; from 100 ms
     * @param denyAfter the age from which calls are denied because the store does not answer; at least {@code refresh}
     */
    public record Freshness(Duration refresh, Duration denyAfter) {

        /** The shortest {@code refresh}. */
        public static final Duration SHORTEST = Duration.ofMillis(100);

        /** @throws IllegalArgumentException where the limits are out of range */
        public Freshness {
            if (refresh.compareTo(SHORTEST) < 0 || denyAfter.compareTo(refresh) < 0) {
                throw new IllegalArgumentException("refresh is at least 100ms, and deny-after at least refresh");
            }
            if (denyAfter.compareTo(Duration.ofDays(7)) > 0
                    || refresh.toNanosPart() % 1_000_000 != 0
                    || denyAfter.toNanosPart() % 1_000_000 != 0) {
                throw new IllegalArgumentException("deny-after is at most 7 days; limits are in whole milliseconds");
            }
        }
    }
}
