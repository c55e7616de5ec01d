package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Fault;

/** What can be wrong with flows, forbids, conditions and tests. */
enum RuleFault implements Fault {
    /** A trust level where only a service or segment may stand. */
    TRUST_IN_FLOW("`{}` may stand in forbids only: write a service or a segment"),
    /** A segment that nobody is in. */
    EMPTY_SEGMENT("no service is in segment `{}`, so flow `{}` can never match: add one, or remove the flow"),
    /** From a service to itself. */
    SELF_FLOW("flow `{}` leads from `{}` to itself, where no call is seen: remove it"),
    /** Operations of a service that lists none. */
    OPERATIONS_OF_ALL(
            "`{}` has `operations: all`, so none can be named: write `operations: all`, or list them at the service"),
    /** A target without operations. */
    OFFERS_NOTHING("`{}` offers no operation, so flow `{}` can never match: give it `operations` or `openapi`"),
    /** An operation that the target does not offer. */
    UNKNOWN_OPERATION("`{}` offers no operation `{}`; {}"),
    /** Something else than a scope. */
    SCOPE("`{}` is no scope: use up to 128 printable ASCII characters without space, quote or backslash"),
    /** Something else than a rate. */
    RATE("`{}` is no rate: write calls and period, such as `200/s`, `100/m` or `50/h burst 10`"),
    /** A rate that lets nothing through, or everything. */
    RATE_RANGE("`{}` is out of range: a rate and its burst are from 1 to 1,000,000,000 calls"),
    /** Something else than an address block. */
    NETWORK("`{}` is no address block: write one such as `10.20.0.0/16` or `2001:db8::/32`"),
    /** An address that looks like a block. */
    NETWORK_HOST_BITS("`{}` has bits set behind its prefix: write `{}` for the block, or `{}` for the address"),
    /** A block within another. */
    NETWORK_COVERED("`{}` lies within `{}` already: remove one of them", true),
    /** Something else than a time of day. */
    TIME_OF_DAY("`{}` is no time of day: write hours and minutes, from `00:00` to `23:59`, or `24:00` at the end"),
    /** Midnight at the wrong end of the day. */
    MIDNIGHT("`{}: {}` would be another day: write `{}`"),
    /** A window of no length. */
    WINDOW_EMPTY(
            "the window opens and closes at `{}`, so it is never open: for the whole day write `00:00` to `24:00`"),
    /** Something else than days. */
    DAYS("`{}` is no weekday: write `mon` to `sun`, or a range such as `mon-fri`"),
    /** A day twice in one window. */
    DAY_TWICE("`{}` is among the days already: keep one"),
    /** A claim's name that is too long. */
    CLAIM_NAME("a claim's name has from 1 to 128 characters, `{}` has not"),
    /** No name of the time zone database. */
    ZONE("`{}` is no IANA time zone; {}"),
    /** A user who needs nothing. */
    SUBJECT_EMPTY("`subject` demands nothing: list `roles` or `groups`"),
    /** Mutual TLS, demanded by the segment too. */
    MTLS_TWICE("segment `{}` demands a client certificate already: remove `mtls: required` here", true),
    /** A next flow that starts elsewhere. */
    ONWARD_ELSEWHERE("flow `{}` starts at `{}`, but `{}` leads to `{}`: name a flow that starts where this one ends"),
    /** A next flow that takes no exchanged token. */
    ONWARD_NO_SEGMENT_TOKEN("flow `{}` accepts {} only, and an exchanged token is a segment token: name another flow"),
    /** API keys where tokens are bound to their holder. */
    API_KEY_NOT_BOUND(
            "segment `{}` demands tokens bound to their holder, which no API key is, so flow `{}` can never match:"
                    + " remove `tokens: api-key`, or `mtls` and `dpop` from the segment's `bind`"),
    /** API keys where more is asked of a token than a key says. */
    API_KEY_CONDITION("an API key has neither claims nor a user, so flow `{}` can never match: remove `{}`"),
    /** Nobody's word for a caller. */
    NOBODY_VOUCHES(
            "no enforcement point vouches for callers, so flow `{}` can never match: write `vouches-for: [subject]` at"
                    + " one, or remove `tokens: vouched`"),
    /** A word where tokens are bound. */
    VOUCHED_NOT_BOUND(
            "segment `{}` demands tokens that are bound, and nobody's word is, so flow `{}` can never match: remove"
                    + " `tokens: vouched`, or `bind` from the segment"),
    /** A word where a certificate says it all. */
    VOUCHED_NOT_ASKED(
            "segment `{}` knows callers by their certificate and wants no word, so flow `{}` can never match: remove `tokens:"
                    + " vouched`"),
    /** A word where more is asked of a token than somebody's word says. */
    VOUCHED_CONDITION("a caller that is vouched for has no token, so flow `{}` can never match: remove `{}`"),
    /** External tokens from nobody. */
    NO_EXTERNAL_ISSUER(
            "no issuer with `tokens: external` may speak for `{}`, so flow `{}` can never match: add one, or remove"
                    + " `tokens: external`"),
    /** No segment tokens at all. */
    NO_ISSUER(
            "`issuers` has no issuer of segment tokens, so no caller can show one: add one with `services: all`", true),
    /** No segment tokens for some caller. */
    UNSPOKEN_CALLER(
            "no issuer of segment tokens may speak for `{}`, so it can't use flow `{}`: add it to an issuer's"
                    + " `services`",
            true),
    /** Certificates that name nobody. */
    CALLER_WITHOUT_IDENTITY(
            "segment `{}` demands a client certificate, but `{}` has no `identities`, so flow `{}` can never"
                    + " match: add one"),
    /** A flow that a forbid covers altogether. */
    DEAD_FLOW("forbid `{}` on line {} denies all that flow `{}` allows: narrow the forbid, or remove the flow"),
    /** A forbid without anything to forbid. */
    FORBID_MATCHES_NOTHING("forbid `{}` matches no call, for `{}` {}: correct or remove it", true),
    /** Something else than a call. */
    CALL("`{}` is no call: write method, service and path with single spaces, such as `POST payments-api /charges`"),
    /** Something else than a decision. */
    EXPECTATION("`{}` is no decision: write `allow`, `allow FLOW`, `deny`, `deny REASON` or `deny FORBIDDEN ID`"),
    /** Something else than an address. */
    ADDRESS("`{}` is no address: write one such as `10.20.0.7` or `2001:db8::7`"),
    /** Something else than a certificate. */
    CERTIFICATE("`{}` is no certificate: write `none`, `other`, or a SHA-256 thumbprint"),
    /** Something else than an instant. */
    INSTANT("`{}` is no instant: write date, time and offset, such as `2026-01-31T22:15:00Z`");

    private final String template;
    private final boolean warning;

    RuleFault(String template) {
        this(template, false);
    }

    RuleFault(String template, boolean warning) {
        this.template = template;
        this.warning = warning;
    }

    @Override
    public String template() {
        return template;
    }

    @Override
    public boolean isWarning() {
        return warning;
    }
}
