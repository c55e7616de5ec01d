package dev.cordon.cli.policy;

/**
 * A way to write a value. The pattern is for editors, by way of the JSON Schema: it refuses nothing that is right.
 * Whether a text really is right is decided where it is read.
 */
enum Notation {
    /** Any text. */
    TEXT("text", "text", "^[\\s\\S]+$"),
    /** The name of something that the policy defines. */
    NAME("a name", "name", "^[a-z0-9][a-z0-9._-]{0,62}$"),
    /** A service, a segment, or in forbids {@code trust:} and a trust level. */
    PARTY("a service or segment", "web-bff", "^(trust:)?[a-z0-9][a-z0-9._-]{0,62}$"),
    /** A host name. */
    HOST("a host name", "orders.shop.example", "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$"),
    /** A duration. */
    DURATION("a duration", "5m", "^[0-9]{1,9}(ms|s|m|h|d)$"),
    /** A rate, with or without burst. */
    RATE("a rate", "200/s burst 400", "^[0-9]{1,10}/[smh]( burst [0-9]{1,10})?$"),
    /** Method and path template. */
    OPERATION("an operation", "POST /charges/{id}", "^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE) /\\S*$"),
    /** An address block. */
    NETWORK("an address block", "10.20.0.0/16", "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"),
    /** A local time. */
    TIME("a time of day", "22:00", "^([01][0-9]|2[0-4]):[0-5][0-9]$"),
    /** A weekday or a range of them. */
    DAYS("a weekday or a range", "mon-fri", "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$"),
    /** An IANA time zone. */
    ZONE("a time zone", "Europe/Berlin", "^[A-Za-z][A-Za-z0-9+/_-]*$"),
    /** A SHA-256. */
    THUMBPRINT(
            "a SHA-256 thumbprint",
            "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2",
            "^([A-Za-z0-9_-]{43}|[0-9A-Fa-f]{64}|([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2})$"),
    /** A SPIFFE ID. */
    SPIFFE("a SPIFFE ID", "spiffe://shop.example/payments", "^spiffe://[a-z0-9._-]+/\\S+$"),
    /** A cloud account, project or subscription. */
    ACCOUNT("an account, project or subscription", "123456789012", "^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$"),
    /** A tag or label. */
    TAG("a tag", "team=payments", "^[ -<>-~]{1,128}=[ -~]{0,256}$"),
    /** A distinguished name. */
    SUBJECT("a distinguished name", "CN=payments,O=Shop", "^[A-Za-z0-9.]+=[^,]+(,[A-Za-z0-9.]+=[^,]+)+$"),
    /** The {@code iss} of an issuer. */
    ISS("the exact `iss`", "https://tokens.shop.example", "^[!-~]{1,512}$"),
    /** The name of a claim. */
    CLAIM("the name of a claim", "client_id", "^[!-~]{1,128}$"),
    /** Where keys are published. */
    KEY_URL("an `https` URL", "https://login.acme.example/jwks", "^https://[a-z0-9.-]+(:[0-9]+)?(/\\S*)?$"),
    /** Where a service is reached. */
    URL("a URL", "https://payments.shop.example", "^https?://\\S+$"),
    /** A relative path of a file. */
    FILE("a file", "openapi/orders.yaml", "^[^/]"),
    /** An OAuth 2 scope token (RFC 6749 §3.3). */
    SCOPE("a scope", "orders.write", "^[!#-\\[\\]-~]{1,128}$"),
    /** A call. */
    CALL("a call", "POST payments-api /charges", "^\\S+ [a-z0-9][a-z0-9._-]{0,62} /\\S*$"),
    /** A decision. */
    DECISION("a decision", "deny NO_FLOW", "^(allow( [a-z0-9][a-z0-9._-]*)?|deny( [A-Z_]+( [a-z0-9][a-z0-9._-]*)?)?)$"),
    /** An address. */
    ADDRESS("an address", "10.20.0.7", "^[0-9A-Fa-f:.]+$"),
    /** A certificate. */
    CERTIFICATE("a certificate", "none", "^(none|other|[A-Za-z0-9_-]{43}|[0-9A-Fa-f:]{64,95})$"),
    /** An instant with offset. */
    INSTANT("an instant", "2026-01-31T22:15:00Z", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$");

    private final String words;
    private final String example;
    private final String pattern;

    Notation(String words, String example, String pattern) {
        this.words = words;
        this.example = example;
        this.pattern = pattern;
    }

    /** What it is, in words. */
    String words() {
        return words;
    }

    /** One such value. */
    String example() {
        return example;
    }

    /** Whether such a value may look like a number or boolean, and then needs quotes. */
    boolean mayBeNumeric() {
        return switch (this) {
            case TEXT, NAME, PARTY, HOST, THUMBPRINT, CERTIFICATE, ISS, FILE, SCOPE, CLAIM, ACCOUNT -> true;
            case DURATION, RATE, OPERATION, NETWORK, TIME, DAYS, ZONE, SPIFFE, SUBJECT, TAG -> false;
            case URL, KEY_URL, CALL, DECISION, ADDRESS, INSTANT -> false;
        };
    }

    /** A regular expression (ECMA-262) that all such values match. */
    String pattern() {
        return pattern;
    }
}
