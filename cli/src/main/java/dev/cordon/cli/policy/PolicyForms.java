package dev.cordon.cli.policy;

import static dev.cordon.cli.policy.RuleForms.CONDITIONS;

import java.util.Arrays;
import java.util.List;

/**
 * The form of a policy file, part by part. Every key there is stands here, in {@link IssuerForms} or in
 * {@link RuleForms}.
 */
final class PolicyForms {

    private static final Form.Items NAMES = list(Notation.NAME);

    private static final Form.Block TOKEN = new Form.Block(
            "`token`",
            List.of(
                    optional(
                            "ttl",
                            text(Notation.DURATION),
                            "The longest life of a segment token; 5m where restricted, else 15m."),
                    optional(
                            "bind",
                            new Form.Items(choice("environment", "network", "mtls", "dpop"), true),
                            "What every token must be bound to."),
                    optional(
                            "replay",
                            choice("strict", "local"),
                            "Whether a DPoP proof must be used once everywhere (strict), or once at each enforcement"
                                    + " point (local, the default).")),
            false);

    private static final Form.Block ROTATION = new Form.Block(
            "`rotation`",
            List.of(
                    optional(
                            "min-age",
                            text(Notation.DURATION),
                            "A deploy leaves a secret alone that is younger; by default each deploy replaces it."),
                    optional(
                            "every",
                            text(Notation.DURATION),
                            "The age at which a secret is replaced, deploy or not; by default never."),
                    optional(
                            "grace",
                            text(Notation.DURATION),
                            "How long the secret before works on once the service can have the new one; 1h by default.")),
            false);

    private static final Form.Block MEMBERSHIP = new Form.Block(
            "`members`",
            List.of(
                    optional(
                            "accounts",
                            new Form.Items(text(Notation.ACCOUNT), false),
                            "The accounts, projects or subscriptions that they run in; with `tags` at least one."),
                    optional(
                            "tags", new Form.Items(text(Notation.TAG), false), "The tags that they have, all of them."),
                    optional(
                            "spiffe",
                            text(Notation.SPIFFE),
                            "Their SPIFFE ID, or with `/*` at its end the beginning of their SPIFFE IDs.")),
            false);

    private static final Form.Block SEGMENT = new Form.Block(
            "a segment",
            List.of(
                    needed(
                            "trust",
                            choice("public", "partner", "internal", "restricted"),
                            "How far its services are trusted."),
                    optional(
                            "authenticate",
                            choice("token", "mutual-tls", "both"),
                            "What callers must show; a token by default."),
                    optional(
                            "refresh",
                            text(Notation.DURATION),
                            "The age at which policy, revocations and keys are read anew; 2s by default."),
                    optional(
                            "deny-after",
                            text(Notation.DURATION),
                            "The age at which calls are denied because the store does not answer; by default 60s where"
                                    + " public, 10s partner, 30s internal, refresh restricted."),
                    optional("token", TOKEN, "What it asks of tokens."),
                    optional(
                            "rate",
                            text(Notation.RATE),
                            "How often its services may be called, all together, whichever flow allows."),
                    optional(
                            "rate-per-caller",
                            text(Notation.RATE),
                            "How often each calling service may call its services."),
                    optional(
                            "uncounted",
                            choice("deny", "local", "allow"),
                            "What becomes of rate-limited calls when the counter store does not answer: they are denied"
                                    + " (deny, the default), counted by each enforcement point alone (local), or go on"
                                    + " (allow; not where restricted)."),
                    optional(
                            "rotation",
                            ROTATION,
                            "Has the client secrets of its services replaced; without it they are left to people."),
                    optional(
                            "members",
                            new Form.Items(MEMBERSHIP, false),
                            "Who belongs to it without being named: services that events describe so."),
                    optional(
                            "bearer",
                            choice("accepted"),
                            "Says that a stolen token may be enough to enter a restricted segment.")),
            false);

    private static final Form.Block IDENTITY = new Form.Block(
            "an identity",
            List.of(
                    optional("spiffe", text(Notation.SPIFFE), "The SPIFFE ID in the certificate's URI SAN."),
                    optional("thumbprint", text(Notation.THUMBPRINT), "The SHA-256 of the certificate."),
                    optional("dns", text(Notation.HOST), "A DNS name among the certificate's SANs."),
                    optional("subject", text(Notation.SUBJECT), "The certificate's whole subject.")),
            true);

    private static final Form.Block SERVICE = new Form.Block(
            "a service",
            List.of(
                    needed("segment", text(Notation.NAME), "The segment it belongs to."),
                    optional("hosts", new Form.Items(text(Notation.HOST), true), "The host names it is called under."),
                    optional(
                            "operations",
                            new Form.Either(choice("all"), list(Notation.OPERATION)),
                            "What it offers: operations, or all methods and paths. Nothing by default."),
                    optional("openapi", text(Notation.FILE), "The OpenAPI document that lists its operations."),
                    optional(
                            "public-url",
                            text(Notation.URL),
                            "Where callers reach it; from the first host by default."),
                    optional("identities", new Form.Items(IDENTITY, true), "How its client certificate names it.")),
            false);

    private static final Form.Block FLOW = new Form.Block(
            "a flow",
            List.of(
                    needed("id", text(Notation.NAME), "Its id: what a token's purpose names."),
                    needed("from", text(Notation.NAME), "Who may call: a service or segment."),
                    needed("to", text(Notation.NAME), "Who is called: a service or segment."),
                    optional(
                            "operations",
                            new Form.Either(choice("all"), list(Notation.OPERATION)),
                            "Which of the target's operations; all by default."),
                    optional(
                            "scopes",
                            new Form.Items(text(Notation.SCOPE), true),
                            "The scopes that the caller's token must hold."),
                    optional("when", CONDITIONS, "The conditions that must all hold."),
                    optional("rate", text(Notation.RATE), "How often all callers together may use it."),
                    optional("rate-per-caller", text(Notation.RATE), "How often each calling service may use it."),
                    optional(
                            "mode",
                            choice("enforce", "shadow"),
                            "Whether failed conditions deny (enforce, the default)."),
                    optional(
                            "tokens",
                            choice("segment", "external", "api-key", "vouched"),
                            "What callers show; segment tokens by default."),
                    optional(
                            "onward",
                            new Form.Items(text(Notation.NAME), true),
                            "The only flows that a token for this one may be exchanged into.")),
            false);

    private static final Form.Block ENFORCEMENT_POINT = new Form.Block(
            "an enforcement point",
            List.of(
                    needed("service", text(Notation.NAME), "The service as which it asks."),
                    optional(
                            "vouches-for",
                            new Form.Items(choice("subject", "network", "certificate"), false),
                            "What is BELIEVED of what it tells; nothing by default.")),
            false);

    private static final Form.Block FORBID = new Form.Block(
            "a forbid",
            List.of(
                    needed("id", text(Notation.NAME), "Its id: what the denial names."),
                    needed(
                            "from",
                            text(Notation.PARTY),
                            "Who may never call: a service, a segment, or `trust:` and a level."),
                    needed("to", text(Notation.PARTY), "Who may never be called."),
                    optional(
                            "operations",
                            new Form.Either(choice("all"), list(Notation.OPERATION)),
                            "Which of the target's operations; all by default."),
                    optional("when", CONDITIONS, "The conditions under which it applies; always by default.")),
            false);

    /** The whole file. */
    static final Form.Block POLICY = new Form.Block(
            "the policy",
            List.of(
                    needed("cordon", new Form.Version(), "The version of this format."),
                    needed("policy", text(Notation.NAME), "The policy's name."),
                    optional(
                            "environments",
                            NAMES,
                            "The environments it runs in, the default one first; [production] by default."),
                    optional("issuers", new Form.Named("an issuer", IssuerForms.ISSUER), "Whose tokens are trusted."),
                    optional("segments", new Form.Named("a segment", SEGMENT), "The zones."),
                    optional("services", new Form.Named("a service", SERVICE), "The workloads."),
                    optional(
                            "enforcement-points",
                            new Form.Named("an enforcement point", ENFORCEMENT_POINT),
                            "Who asks for decisions by AuthZEN, and what is believed of it."),
                    optional("flows", new Form.Items(FLOW, true), "All that is allowed."),
                    optional("forbids", new Form.Items(FORBID, true), "What is denied whatever flows say."),
                    optional("tests", new Form.Items(RuleForms.TEST, true), "Calls, and the decisions they must get.")),
            false);

    private PolicyForms() {}

    static Form.Key needed(String name, Form form, String meaning) {
        return new Form.Key(name, true, form, meaning);
    }

    static Form.Key optional(String name, Form form, String meaning) {
        return new Form.Key(name, false, form, meaning);
    }

    static Form.Text text(Notation notation) {
        return new Form.Text(notation);
    }

    static Form.Choice choice(String... words) {
        return new Form.Choice(Arrays.asList(words));
    }

    /** A list with at least one item. */
    static Form.Items list(Notation notation) {
        return new Form.Items(text(notation), false);
    }
}
