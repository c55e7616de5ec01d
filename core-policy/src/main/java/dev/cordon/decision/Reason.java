package dev.cordon.decision;

/**
 * Why a call was denied. The codes are stable: scripts, dashboards and tests may rely on them. Each belongs to one
 * step; {@link #status} is what HTTP callers see, and all that they see.
 */
public enum Reason {
    /** The validUntil of the bundle, or of the issuers' keys, has passed. */
    POLICY_EXPIRED(Step.TARGET, 403, "the `validUntil` of the bundle, or of the issuers' keys, has passed"),
    /** The path is no valid URI path. */
    PATH_MALFORMED(Step.TARGET, 403, "the path is no valid URI path"),
    /** Servers may read the path in two ways, or it differs from an operation in letter case only. */
    PATH_AMBIGUOUS(
            Step.TARGET,
            403,
            "servers may read the path in two ways, or it differs from an operation in letter case only"),
    /** No service of the policy has this host. */
    HOST_UNKNOWN(Step.TARGET, 403, "no service of the policy has this host"),
    /** The enforcement point names a target that is no service of the policy. */
    SERVICE_UNKNOWN(Step.TARGET, 403, "the enforcement point names a target that is no service of the policy"),
    /** The service has no operation with this path. */
    OPERATION_UNKNOWN(Step.TARGET, 403, "the service has no operation with this path"),
    /** The path is an operation's, the method is not. */
    METHOD_UNKNOWN(Step.TARGET, 403, "the path is an operation's, the method is not"),
    /** Policy, revocations or keys are older than the segment's deny-after. */
    SNAPSHOT_STALE(Step.TARGET, 403, "policy, revocations or keys are older than the segment's `deny-after`"),
    /** A client certificate was shown and could not be verified. */
    CERTIFICATE_UNTRUSTED(Step.CALLER, 401, "a client certificate was shown and could not be verified"),
    /** The segment demands a token and none was shown. */
    TOKEN_MISSING(Step.CALLER, 401, "the segment demands a token and none was shown"),
    /** The segment demands a client certificate and none was shown. */
    CERTIFICATE_MISSING(Step.CALLER, 401, "the segment demands a client certificate and none was shown"),
    /** The certificate names more than one service. */
    CERTIFICATE_AMBIGUOUS(Step.CALLER, 403, "the certificate names more than one service"),
    /** The certificate names no service of the policy. */
    CERTIFICATE_UNKNOWN(Step.CALLER, 403, "the certificate names no service of the policy"),
    /** What was shown is neither a signed JWT nor an API key. */
    TOKEN_MALFORMED(Step.CALLER, 401, "what was shown is neither a signed JWT nor an API key"),
    /** The token's typ is not at+jwt, or it has critical extensions. */
    TOKEN_TYPE(Step.CALLER, 401, "the token's `typ` is not `at+jwt`, or it has critical extensions"),
    /** The token's iss is no issuer of the policy. */
    ISSUER_UNKNOWN(Step.CALLER, 401, "the token's `iss` is no issuer of the policy"),
    /** The token's alg is not on its issuer's list. */
    ALGORITHM_REFUSED(Step.CALLER, 401, "the token's `alg` is not on its issuer's list"),
    /** The token's kid names no known key of its issuer, or nobody was given that API key. */
    KEY_UNKNOWN(
            Step.CALLER, 401, "the token's `kid` names no known key of its issuer, or nobody was given that API key"),
    /** The token's signature does not verify. */
    SIGNATURE_INVALID(Step.CALLER, 401, "the token's signature does not verify"),
    /** A required claim is missing or has a wrong form. */
    CLAIMS_INVALID(Step.CALLER, 401, "a required claim is missing or has a wrong form"),
    /** The token's exp has passed. */
    TOKEN_EXPIRED(Step.CALLER, 401, "the token's `exp` has passed"),
    /** The token's nbf or iat lies more than 5 s ahead. */
    TOKEN_NOT_YET_VALID(Step.CALLER, 401, "the token's `nbf` or `iat` lies more than 5 s ahead"),
    /** The token was made for another target. */
    AUDIENCE_MISMATCH(Step.CALLER, 401, "the token was made for another target"),
    /** The token's caller, or the subject vouched for, is no service of the policy. */
    CALLER_UNKNOWN(Step.CALLER, 403, "the token's caller, or the subject vouched for, is no service of the policy"),
    /** The issuer may not speak for this caller. */
    ISSUER_NOT_FOR_CALLER(Step.CALLER, 403, "the issuer may not speak for this caller"),
    /** The token's origin or an actor of its chain is no service of the policy. */
    ACTOR_UNKNOWN(Step.CALLER, 403, "the token's origin or an actor of its chain is no service of the policy"),
    /** The token lives longer than the target's segment allows. */
    LIFETIME_EXCEEDED(Step.CALLER, 401, "the token lives longer than the target's segment allows"),
    /** The certificate names another caller than the token, or than the enforcement point that vouches for one. */
    CALLER_MISMATCH(
            Step.CALLER,
            403,
            "the certificate names another caller than the token, or than the enforcement point that vouches for one"),
    /** The enforcement point names another subject than the caller's token or certificate. */
    SUBJECT_MISMATCH(
            Step.CALLER, 403, "the enforcement point names another subject than the caller's token or certificate"),
    /** The segment demands a binding that the token does not carry. */
    BINDING_MISSING(Step.BINDING, 401, "the segment demands a binding that the token does not carry"),
    /** The token was made for another environment. */
    BINDING_ENVIRONMENT(Step.BINDING, 403, "the token was made for another environment"),
    /** The call comes from outside the token's networks, or from an unknown address. */
    BINDING_NETWORK(Step.BINDING, 403, "the call comes from outside the token's networks, or from an unknown address"),
    /** The token belongs to the holder of another client certificate. */
    BINDING_CERTIFICATE(Step.BINDING, 401, "the token belongs to the holder of another client certificate"),
    /** The token belongs to the holder of a key, and no proof was shown. */
    DPOP_MISSING(Step.BINDING, 401, "the token belongs to the holder of a key, and no proof was shown"),
    /** The DPoP proof does not hold for this call. */
    DPOP_INVALID(Step.BINDING, 401, "the DPoP proof does not hold for this call"),
    /** The DPoP proof lacks a nonce that this enforcement point handed out lately. */
    DPOP_NONCE(Step.BINDING, 401, "the DPoP proof lacks a nonce that this enforcement point handed out lately"),
    /** The segment demands strict replay protection and this enforcement point has none. */
    REPLAY_STORE_WEAK(
            Step.BINDING, 403, "the segment demands strict replay protection and this enforcement point has none"),
    /** The token may not be used at this time. */
    BINDING_WINDOW(Step.BINDING, 403, "the token may not be used at this time"),
    /** The token's own maximum age has passed. */
    TOKEN_TOO_OLD(Step.BINDING, 401, "the token's own maximum age has passed"),
    /** The issuer's key is revoked. */
    KEY_REVOKED(Step.REVOCATION, 401, "the issuer's key is revoked"),
    /** The token is revoked. */
    TOKEN_REVOKED(Step.REVOCATION, 401, "the token is revoked"),
    /** The chain of exchanged tokens is revoked. */
    CHAIN_REVOKED(Step.REVOCATION, 401, "the chain of exchanged tokens is revoked"),
    /** The credential with which the token was obtained is revoked. */
    CREDENTIAL_REVOKED(Step.REVOCATION, 401, "the credential with which the token was obtained is revoked"),
    /** The token, or one that it came by, was issued before a cut-off: of a party, a quarantine or a restored store. */
    TOKEN_CUT_OFF(
            Step.REVOCATION,
            401,
            "the token, or one that it came by, was issued before a cut-off: of a party, a quarantine or a restored store"),
    /** The target, the caller, the origin or an actor is revoked or retired. */
    SERVICE_REVOKED(Step.REVOCATION, 403, "the target, the caller, the origin or an actor is revoked or retired"),
    /** The target, the caller, the origin or an actor is in quarantine, or its segment. */
    QUARANTINED(
            Step.REVOCATION, 403, "the target, the caller, the origin or an actor is in quarantine, or its segment"),
    /** The target or the operation is deprecated and serves only other callers, or nobody any more. */
    SERVICE_DEPRECATED(
            Step.REVOCATION,
            403,
            "the target or the operation is deprecated and serves only other callers, or nobody any more"),
    /** A forbid matches. */
    FORBIDDEN(Step.FORBID, 403, "a forbid matches"),
    /** Nothing in the policy lets this caller reach this operation. */
    NO_FLOW(Step.FLOW, 403, "nothing in the policy lets this caller reach this operation"),
    /** The token was made for another flow than the one that covers this call. */
    PURPOSE_MISMATCH(Step.FLOW, 403, "the token was made for another flow than the one that covers this call"),
    /** The flow does not accept tokens of external issuers. */
    EXTERNAL_TOKEN_REFUSED(Step.FLOW, 403, "the flow does not accept tokens of external issuers"),
    /** The flow does not accept callers that show nothing but an enforcement point's word. */
    VOUCHING_REFUSED(
            Step.FLOW, 403, "the flow does not accept callers that show nothing but an enforcement point's word"),
    /** The token lacks a scope of the flow. */
    SCOPE_MISSING(Step.FLOW, 403, "the token lacks a scope of the flow"),
    /** The call comes from outside the flow's networks, or from an unknown address. */
    CONDITION_NETWORK(
            Step.CONDITION, 403, "the call comes from outside the flow's networks, or from an unknown address"),
    /** The flow is not open in this environment, or the token is bound to none. */
    CONDITION_ENVIRONMENT(
            Step.CONDITION, 403, "the flow is not open in this environment, or the token is bound to none"),
    /** The caller proves none of the listed keys. */
    CONDITION_DEVICE(Step.CONDITION, 403, "the caller proves none of the listed keys"),
    /** The flow is closed at this time. */
    CONDITION_TIME(Step.CONDITION, 403, "the flow is closed at this time"),
    /** The flow demands mutual TLS. */
    CONDITION_MTLS(Step.CONDITION, 403, "the flow demands mutual TLS"),
    /** The token was issued too long ago for this flow. */
    CONDITION_TOKEN_AGE(Step.CONDITION, 401, "the token was issued too long ago for this flow"),
    /** A claim of the token is missing or is not as the flow demands. */
    CONDITION_CLAIM(Step.CONDITION, 403, "a claim of the token is missing or is not as the flow demands"),
    /** The user behind the call lacks the flow's roles or groups, or there is no user. */
    CONDITION_SUBJECT(
            Step.CONDITION, 403, "the user behind the call lacks the flow's roles or groups, or there is no user"),
    /** The DPoP proof was used before. */
    DPOP_REPLAYED(Step.SETTLEMENT, 401, "the DPoP proof was used before"),
    /** The replay store does not answer. */
    REPLAY_STORE_UNAVAILABLE(Step.SETTLEMENT, 403, "the replay store does not answer"),
    /** A rate of the flow, or of the target's segment, is used up. */
    RATE_LIMITED(Step.SETTLEMENT, 429, "a rate of the flow, or of the target's segment, is used up"),
    /** The counter store does not answer. */
    COUNTER_STORE_UNAVAILABLE(Step.SETTLEMENT, 403, "the counter store does not answer"),
    /** What the call opens could not be noted, so that nobody could close it later. */
    OPENING_NOT_NOTED(
            Step.SETTLEMENT, 403, "what the call opens could not be noted, so that nobody could close it later"),
    /** Answers are kept here, and this call must be decided anew every time. */
    ANSWER_NOT_KEEPABLE(
            Step.SETTLEMENT,
            403,
            "the gateway keeps answers, and this call must be asked about every time: it has a rate, a proof or a client"
                    + " certificate"),
    /** The enforcement point has no policy yet. */
    SNAPSHOT_MISSING(Step.ENFORCEMENT, 403, "the enforcement point has no policy yet"),
    /** The proxy's question lacks what a decision needs, or contradicts itself. */
    REQUEST_UNREADABLE(
            Step.ENFORCEMENT, 403, "the proxy's question lacks what a decision needs, or contradicts itself"),
    /** The enforcement point failed. */
    INTERNAL_ERROR(Step.ENFORCEMENT, 403, "the enforcement point failed");

    private final Step step;
    private final int status;
    private final String meaning;

    Reason(Step step, int status, String meaning) {
        this.step = step;
        this.status = status;
        this.meaning = meaning;
    }

    /** The step that denies with this reason. */
    public Step step() {
        return step;
    }

    /** The HTTP status for the caller: 401 where another credential could help, 429 where waiting could, else 403. */
    public int status() {
        return status;
    }

    /** What it means, for operators, in a lowercase phrase. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, for operators, in a lowercase phrase. Read from a resource on first use. */
    public String remedy() {
        return Remedies.of(this);
    }
}
