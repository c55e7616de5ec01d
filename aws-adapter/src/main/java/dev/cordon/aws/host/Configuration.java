package dev.cordon.aws.host;

import dev.cordon.aws.authorizer.AuthorizerSettings;
import dev.cordon.aws.authorizer.Caching;
import dev.cordon.aws.authorizer.Targets;
import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Json;
import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a function runs, from its environment variables; {@code docs/aws.md} lists them.
 *
 * @param settings what it is for, and how it answers
 * @param expectations which bundles it believes
 * @param place where they are published
 * @param connections the DynamoDB table where WebSocket connections are noted; empty where they are not
 */
record Configuration(
        AuthorizerSettings settings, BundleExpectations expectations, Place place, Optional<String> connections) {

    /** Where connections are noted. */
    static final String CONNECTIONS = "CORDON_CONNECTIONS_TABLE";

    private static final String KINDS = "CORDON_KINDS";
    private static final String TARGETS = "CORDON_TARGETS";
    private static final String ACCOUNTS = "CORDON_ACCOUNTS";
    private static final String TTL = "CORDON_TTL";
    private static final String MODE = "CORDON_MODE";
    private static final String SOURCES = "CORDON_IDENTITY_SOURCES";
    private static final String KEYS = "CORDON_BUNDLE_KEYS";
    private static final String AUTHORITIES = "CORDON_CLIENT_AUTHORITIES";

    /**
     * Where bundles and keys are published.
     *
     * @param bucket the S3 bucket
     * @param prefix what the names of objects begin with
     * @param table the DynamoDB table of the head
     * @param control the DynamoDB table of what the control plane keeps; empty where there is no control plane
     */
    record Place(String bucket, String prefix, String table, Optional<String> control) {}

    /** Reads the variables; the first that is wrong is named. */
    static Configuration of(Variables variables) throws ConfigurationException {
        return new Configuration(
                settings(variables), expectations(variables), place(variables), variables.text(CONNECTIONS));
    }

    /** How it answers: known even where nothing else is, so that a refusal has the right form. */
    static AuthorizerSettings.Wording wording(Variables variables) throws ConfigurationException {
        return new AuthorizerSettings.Wording(
                variables.isSecond("CORDON_RESPONSE", "iam", "simple"),
                variables.isSecond("CORDON_UNAUTHORIZED", "deny", "throw"));
    }

    private static AuthorizerSettings settings(Variables variables) throws ConfigurationException {
        AuthorizerSettings.Wording wording = wording(variables);
        Set<EventKind> kinds = kinds(variables);
        Targets targets = variables.required(TARGETS, "write `API-ID=SERVICE`, comma-separated", Targets::parse);
        Targets within = Variables.made(ACCOUNTS, "", none -> targets.within(variables.words(ACCOUNTS)));
        Caching caching = caching(variables, kinds);
        ClientTrust clients = clients(variables);
        AuthorizerSettings settings =
                Variables.made(SOURCES, "", none -> new AuthorizerSettings(kinds, within, caching, clients, wording));
        boolean observes = variables.isSecond(MODE, "enforce", "observe");
        return observes ? Variables.made(TTL, "", none -> settings.observing()) : settings;
    }

    private static Set<EventKind> kinds(Variables variables) throws ConfigurationException {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String word : variables.words(KINDS)) {
            kinds.add(EventKind.of(word)
                    .orElseThrow(() -> new ConfigurationException(
                            KINDS,
                            "`" + word + "` is unknown: write `rest-token`, `rest-request`, `http-1.0`, `http-2.0` or"
                                    + " `websocket`, comma-separated")));
        }
        return kinds.isEmpty() ? EnumSet.allOf(EventKind.class) : kinds;
    }

    private static Caching caching(Variables variables, Set<EventKind> kinds) throws ConfigurationException {
        long ttl = variables.number(TTL, 0, Caching.LONGEST_SECONDS);
        if (ttl == 0) {
            return Caching.none();
        }
        if (kinds.size() > 1) {
            throw new ConfigurationException(
                    KINDS, "answers are kept (`" + TTL + "`), so name the one kind of authorizer that keeps them");
        }
        EventKind kind = kinds.iterator().next();
        if (kind == EventKind.WEBSOCKET) {
            throw new ConfigurationException(TTL, "answers for WebSocket APIs are not kept: write 0");
        }
        return Variables.made(SOURCES, variables.text(SOURCES, ""), sources -> Caching.kept((int) ttl, kind, sources));
    }

    private static ClientTrust clients(Variables variables) throws ConfigurationException {
        String pem = variables.textOrFile(AUTHORITIES, "-----BEGIN").orElse("");
        return pem.isEmpty() ? ClientTrust.nobody() : Variables.made(AUTHORITIES, pem, ClientTrust::of);
    }

    static BundleExpectations expectations(Variables variables) throws ConfigurationException {
        PolicyName policy = variables.required("CORDON_POLICY", "write the name of the policy", PolicyName::new);
        Environment environment =
                variables.required("CORDON_ENVIRONMENT", "write the name of the environment", Environment::new);
        long minimum = variables.number("CORDON_MINIMUM_SEQUENCE", 0, Json.LARGEST);
        return new BundleExpectations(BundleTrust.pinned(keys(variables)), policy, environment, minimum);
    }

    private static JsonWebKeys keys(Variables variables) throws ConfigurationException {
        String jwks = variables
                .textOrFile(KEYS, "{")
                .orElseThrow(() -> new ConfigurationException(
                        KEYS, "is missing: write the public keys that bundles are verified with, a JWKS"));
        try {
            return JsonWebKeys.parse(jwks);
        } catch (InvalidKeyFileException e) {
            throw new ConfigurationException(KEYS, String.valueOf(e.getMessage()));
        }
    }

    static Place place(Variables variables) throws ConfigurationException {
        String prefix = variables.text("CORDON_PREFIX", "");
        return new Place(
                variables.required("CORDON_BUCKET", "write the S3 bucket of the published bundle"),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                variables.required("CORDON_HEAD_TABLE", "write the DynamoDB table of the head"),
                Optional.of(variables.text("CORDON_CONTROL_TABLE", "")).filter(name -> !name.isEmpty()));
    }
}
