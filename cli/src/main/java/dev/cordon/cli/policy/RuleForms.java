package dev.cordon.cli.policy;

import static dev.cordon.cli.policy.PolicyForms.choice;
import static dev.cordon.cli.policy.PolicyForms.list;
import static dev.cordon.cli.policy.PolicyForms.needed;
import static dev.cordon.cli.policy.PolicyForms.optional;
import static dev.cordon.cli.policy.PolicyForms.text;

import java.util.List;

/** The forms of conditions and tests. */
final class RuleForms {

    private static final Form.Block WINDOW = new Form.Block(
            "a time window",
            List.of(
                    needed("days", list(Notation.DAYS), "The days on which it opens."),
                    needed("from", text(Notation.TIME), "When it opens."),
                    needed("to", text(Notation.TIME), "When it closes; before `from` for the next day."),
                    needed("zone", text(Notation.ZONE), "The IANA time zone of both.")),
            false);

    private static final Form.Block CLAIM_TEST = new Form.Block(
            "a claim's test",
            List.of(
                    optional("equals", new Form.Value(), "The claim is this value."),
                    optional("one-of", new Form.Items(new Form.Value(), false), "The claim is one of these values."),
                    optional("contains", new Form.Value(), "The claim is an array with this value.")),
            true);

    private static final Form.Block USER = new Form.Block(
            "`subject`",
            List.of(
                    needed("issuer", text(Notation.NAME), "The issuer that knows the user."),
                    optional("roles", list(Notation.TEXT), "The user has one of these roles."),
                    optional("groups", list(Notation.TEXT), "The user is in one of these groups.")),
            false);

    /** All conditions of a flow or forbid. */
    static final Form.Block CONDITIONS = new Form.Block(
            "`when`",
            List.of(
                    optional("network", list(Notation.NETWORK), "The call comes from one of these blocks."),
                    optional(
                            "environment",
                            new Form.Either(choice("same"), list(Notation.NAME)),
                            "The token was made for this environment (same), or the environment is listed."),
                    optional("device", list(Notation.THUMBPRINT), "The caller proves one of these keys."),
                    optional("time", new Form.Items(WINDOW, false), "The call comes within one of these windows."),
                    optional("mtls", choice("required"), "The call comes with a trusted client certificate."),
                    optional("max-token-age", text(Notation.DURATION), "The token was issued at most this long ago."),
                    optional("claims", new Form.Named("a claim", CLAIM_TEST), "Claims of the token pass these tests."),
                    optional("subject", USER, "The user behind the call has a role or group.")),
            false);

    /** One of the policy's own tests. */
    static final Form.Block TEST = new Form.Block(
            "a test",
            List.of(
                    needed("name", text(Notation.TEXT), "What it shows."),
                    needed("from", text(Notation.NAME), "The service that calls."),
                    needed("call", text(Notation.CALL), "Method, service and path."),
                    needed("expect", text(Notation.DECISION), "The decision it must get."),
                    optional("token", text(Notation.TEXT), "The token it shows, or `none`; the right one by default."),
                    optional("purpose", text(Notation.NAME), "The flow that its token is made for."),
                    optional("source-ip", text(Notation.ADDRESS), "Where it comes from."),
                    optional("env", text(Notation.NAME), "The environment the token was made for."),
                    optional(
                            "mtls",
                            text(Notation.CERTIFICATE),
                            "Its client certificate: `none`, `other`, a thumbprint."),
                    optional("chain", list(Notation.NAME), "The services it came through, the origin first."),
                    optional("at", text(Notation.INSTANT), "When it happens.")),
            false);

    private RuleForms() {}
}
