package dev.cordon.cli.policy;

import static dev.cordon.cli.policy.PolicyForms.choice;
import static dev.cordon.cli.policy.PolicyForms.list;
import static dev.cordon.cli.policy.PolicyForms.needed;
import static dev.cordon.cli.policy.PolicyForms.optional;
import static dev.cordon.cli.policy.PolicyForms.text;

import java.util.List;

/** The form of an issuer. */
final class IssuerForms {

    private static final Form.Named ALIASES = new Form.Named("a service's name", text(Notation.NAME));

    private static final Form.Block CLAIMS = new Form.Block(
            "`claims`",
            List.of(
                    optional("caller", text(Notation.CLAIM), "The claim that names the caller; client_id by default."),
                    optional(
                            "callers",
                            ALIASES,
                            "The services by what that claim says; where this is there, nobody else may call."),
                    optional(
                            "audiences",
                            ALIASES,
                            "The services by what `aud` says, beside their names and public URLs."),
                    optional("scopes", text(Notation.CLAIM), "The claim with the scopes; scope by default."),
                    optional("roles", text(Notation.CLAIM), "The claim with the user's roles; roles by default."),
                    optional("groups", text(Notation.CLAIM), "The claim with the user's groups; groups by default."),
                    optional("id", text(Notation.CLAIM), "The claim with the token's id; jti by default."),
                    optional(
                            "required",
                            new Form.Named("a value", new Form.Value()),
                            "Claims that every token must have with exactly this value."),
                    optional(
                            "without",
                            new Form.Items(choice("typ", "aud", "id"), false),
                            "What tokens NEED NOT have, though it keeps other tokens out.")),
            false);

    private static final Form.Block KEYS = new Form.Block(
            "`keys`",
            List.of(
                    optional(
                            "jwks",
                            text(Notation.KEY_URL),
                            "The URL of its keys; by default the one that its discovery document names."),
                    optional(
                            "hosts",
                            list(Notation.HOST),
                            "Further hosts that may be asked, beside that of `jwks` or else of `issuer`."),
                    optional(
                            "private-hosts",
                            list(Notation.HOST),
                            "Hosts that are asked even where their address is PRIVATE; none by default.")),
            false);

    static final Form.Block ISSUER = new Form.Block(
            "an issuer",
            List.of(
                    needed("issuer", text(Notation.ISS), "The exact `iss` of its tokens."),
                    optional(
                            "tokens",
                            choice("segment", "external"),
                            "Whose tokens: Cordon's own segment tokens (default), or another issuer's."),
                    optional(
                            "algorithms",
                            new Form.Items(choice("ES256", "EdDSA", "RS256"), false),
                            "The JWS algorithms its tokens may use; [ES256] by default."),
                    needed(
                            "services",
                            new Form.Either(choice("all"), list(Notation.NAME)),
                            "The callers it may speak for: services, segments, or all."),
                    optional("claims", CLAIMS, "How an external issuer's tokens differ from RFC 9068."),
                    optional(
                            "keys",
                            new Form.Either(choice("discovery"), KEYS),
                            "Where an external issuer's keys are read; by default each enforcement point is told.")),
            false);

    private IssuerForms() {}
}
