package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Fault;

/** What can be wrong with names, issuers, segments and services. */
enum PolicyFault implements Fault {
    /** A text that can't be a name. */
    INVALID_NAME("`{}` is no {} name: use up to 63 lowercase letters, digits, `.`, `_`, `-`, starting with a letter or"
            + " digit"),
    /** A reference to nothing. */
    UNKNOWN_NAME("unknown {} `{}`; {}"),
    /** A service with a segment's name. */
    NAME_TAKEN("`{}` is the name of a segment on line {}: segments and services share one namespace, rename one"),
    /** Two flows, forbids or tests of one id. */
    DUPLICATE_ID("{} `{}` is there twice, first on line {}: give this one a name of its own"),
    /** An {@code iss} that no token can have. */
    ISS("`{}` can't be an `iss`: write the exact text, up to 512 printable ASCII characters without spaces"),
    /** Two issuers of one {@code iss}. */
    ISS_TAKEN("`{}` is the `iss` of issuer `{}` already: give each issuer one entry"),
    /** What no segment token has. */
    EXTERNAL_ONLY("`{}` is for issuers with `tokens: external`: remove it, for segment tokens have one form"),
    /** What no claim is called. */
    CLAIM("`{}` can't be the name of a claim: write up to 128 printable ASCII characters without spaces"),
    /** A name that no token can have for a service. */
    ALIAS("`{}` can't be in a token: write what the claim says, 1 to {} characters"),
    /** A caller that the issuer may not vouch for. */
    ALIAS_NOT_SPOKEN_FOR(
            "issuer `{}` may not speak for `{}`, so no token makes it a caller: list it in `services`, or remove it here"),
    /** Aliases of nobody. */
    NO_CALLERS("`callers` names nobody, so nobody could call: name the services that may, or leave it out"),
    /** Nothing that keeps ID tokens out. */
    UNTYPED("without `typ` an ID token could pass for an access token: write in `required` a claim that only access"
            + " tokens have, such as `token_use: access`"),
    /** Something else than a URL of keys. */
    KEY_URL("`{}` is no URL that keys are read from: write one such as `https://login.acme.example/jwks`, its host in"
            + " lowercase"),
    /** An issuer that has no discovery document. */
    NOTHING_TO_DISCOVER(
            "`{}` is no `https` URL at which keys could be discovered: write `keys: { jwks: https://... }`"),
    /** Something else than a duration. */
    DURATION("`{}` is no duration: write a number and a unit, such as `250ms`, `2s`, `5m`, `1h` or `7d`"),
    /** A duration out of range. */
    DURATION_RANGE("`{}` must be from {} to {}, in whole {}"),
    /** Limits that contradict each other. */
    DENY_BEFORE_REFRESH("`deny-after` ({}) is shorter than `refresh` ({}): write `deny-after: {}` or more"),
    /** Secrets that would be replaced before the ones before them are over. */
    ROTATION_WITHIN_GRACE(
            "`every` ({}) is no longer than `grace` ({}): a secret must outlive the grace of the one before"),
    /** A restricted segment that a bearer token enters. */
    RESTRICTED_BEARER(
            "segment `{}` is restricted, yet a stolen token is enough to enter it: write `token: { bind: [mtls] }`"
                    + " or `[dpop]`, or `authenticate: mutual-tls` or `both`; where that can't be, accept it with `bearer: accepted`"),
    /** A restricted segment that may be called without limit. */
    RESTRICTED_UNCOUNTED(
            "calls of a restricted segment can't go on uncounted: write `uncounted: deny`, or `local` to let each"
                    + " enforcement point count for itself"),
    /** Something else than a host name. */
    HOST("`{}` is no host name: write lowercase labels such as `orders.shop.example`, without scheme, port or `*`"),
    /** Something else than an origin. */
    PUBLIC_URL("`{}` is no public URL: write an origin such as `https://orders.shop.example`, with a path at most"),
    /** Two sources for a service's operations. */
    OPERATIONS_AND_OPENAPI("service `{}` has both `operations` and `openapi`: keep one of them"),
    /** A document that can't be opened. */
    OPENAPI_UNREADABLE("the OpenAPI document can't be read: {}"),
    /** A path that only holds on one machine. */
    OPENAPI_ABSOLUTE("`{}` must be a path from the policy file's folder, such as `openapi/orders.yaml`"),
    /** Something else than method and path. */
    OPERATION("`{}` is no operation: write a method and a path with one space, such as `POST /charges/{id}`"),
    /** A path template that is none. */
    PATH("{}; write a path such as `/charges/{id}/refunds`"),
    /** A path that no request has, because it is always read in another spelling. */
    PATH_SPELLING("path segment `{}` is never compared in this spelling: write `{}`"),
    /** A path that is denied before it is compared. */
    PATH_REFUSED("path `{}` can never match, for calls to it are denied: it {}"),
    /** Two operations that take the same calls. */
    SAME_SHAPE("`{}` takes the same calls as `{}` on line {}: keep one of them"),
    /** The same operation of two services on one host. */
    HOST_OPERATION_TAKEN(
            "host `{}` leads to `{}` of service `{}` already: calls could not be told apart, so use another host"),
    /** A host shared with a service that takes everything. */
    HOST_OF_ALL("host `{}` is shared by `{}` and `{}`, and one of them takes all operations: use another host"),
    /** Something else than a SPIFFE ID. */
    SPIFFE_ID("`{}` is no SPIFFE ID with a path: write it as `spiffe://shop.example/payments`"),
    /** Something else than SPIFFE IDs. */
    SPIFFE_IDS("`{}` is neither a SPIFFE ID with a path nor the beginning of some: write it as"
            + " `spiffe://shop.example/payments` or `spiffe://shop.example/payments/*`"),
    /** Something else than an account. */
    ACCOUNT("`{}` is no account, project or subscription: write up to 128 letters, digits, `.`, `_`, `:` and `-`"),
    /** Something else than a tag. */
    SERVICE_TAG("`{}` is no tag: write `key=value` in printable ASCII, such as `team=payments`"),
    /** Members that would be everybody. */
    MEMBERS_BY_NOTHING("these members would be everybody: write `tags` or `spiffe`"),
    /** Members by tags that anybody may choose. */
    MEMBERS_OF_ANYWHERE(
            "whoever deploys somewhere chooses the tags there: list in `accounts` where these tags are to be believed"),
    /** Something else than a SHA-256. */
    THUMBPRINT("`{}` is no SHA-256 thumbprint: write 43 characters of base64url, or 64 hexadecimal digits"),
    /** A subject that anyone can get. */
    SUBJECT_NAME(
            "`{}` is no whole subject: write at least two parts, such as `CN=payments,O=Shop`; a common name alone is"
                    + " never accepted"),
    /** One service as two enforcement points. */
    POINT_TAKEN("service `{}` is enforcement point `{}` already: write what is believed of it in one place"),
    /** One identity of two services. */
    IDENTITY_TAKEN("service `{}` has this identity already: a certificate with it would name two services"),
    /** Proofs without anything to compare them with. */
    DPOP_WITHOUT_URL(
            "service `{}` has neither `public-url` nor `hosts`, but its segment binds tokens by `dpop`, whose proofs"
                    + " name the URL: write `public-url: https://...`");

    private final String template;

    PolicyFault(String template) {
        this.template = template;
    }

    @Override
    public String template() {
        return template;
    }
}
