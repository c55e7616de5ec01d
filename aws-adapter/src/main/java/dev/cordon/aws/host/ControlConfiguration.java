package dev.cordon.aws.host;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.document.BundleExpectations;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the control plane's functions run, from their environment variables; {@code docs/aws.md} lists them.
 *
 * @param expectations which bundles are believed
 * @param place where they are published, and where the control plane keeps what it knows
 * @param issuing in whose name tokens are issued
 * @param secrets where services' secrets lie
 * @param bridge whose events count
 */
record ControlConfiguration(
        BundleExpectations expectations,
        Configuration.Place place,
        Issuing issuing,
        SecretsSettings secrets,
        BridgeRules bridge) {

    private static final String RECOVERY = "CORDON_SECRETS_RECOVERY_DAYS";

    /**
     * In whose name tokens are issued.
     *
     * @param issuer the issuer identifier
     * @param keys of KMS: the first signs, all are shown
     */
    record Issuing(String issuer, List<String> keys) {}

    /** Reads the variables; the first that is wrong is named. */
    static ControlConfiguration of(Variables variables) throws ConfigurationException {
        BundleExpectations expectations = Configuration.expectations(variables);
        Configuration.Place place = Configuration.place(variables);
        if (place.control().isEmpty()) {
            throw new ConfigurationException(
                    "CORDON_CONTROL_TABLE", "is missing: write the DynamoDB table of what the control plane keeps");
        }
        return new ControlConfiguration(
                expectations, place, issuing(variables), secrets(variables), bridge(variables, expectations));
    }

    private static Issuing issuing(Variables variables) throws ConfigurationException {
        String issuer = variables.required("CORDON_ISSUER", "write the URL of the token service", url -> {
            AuthorizationServer.requireIdentifier(url);
            return url;
        });
        List<String> keys = List.copyOf(variables.words("CORDON_SIGNING_KEYS"));
        if (keys.isEmpty()) {
            throw new ConfigurationException(
                    "CORDON_SIGNING_KEYS", "is missing: write the KMS keys of the token service, comma-separated");
        }
        return new Issuing(issuer, keys);
    }

    private static SecretsSettings secrets(Variables variables) throws ConfigurationException {
        long days = variables.number(RECOVERY, SecretsSettings.MOST_DAYS, SecretsSettings.MOST_DAYS);
        SecretsSettings prefixed = Variables.made(
                "CORDON_SECRETS_PREFIX",
                variables.text("CORDON_SECRETS_PREFIX", "cordon/"),
                prefix -> new SecretsSettings(prefix, variables.text("CORDON_SECRETS_KEY"), SecretsSettings.MOST_DAYS));
        return Variables.made(
                RECOVERY, "", none -> new SecretsSettings(prefixed.prefix(), prefixed.kmsKey(), (int) days));
    }

    private static BridgeRules bridge(Variables variables, BundleExpectations expectations)
            throws ConfigurationException {
        Map<String, Environment> accounts = new LinkedHashMap<>();
        for (String account : variables.words("CORDON_EVENT_ACCOUNTS")) {
            if (!account.matches("[0-9]{12}")) {
                throw new ConfigurationException(
                        "CORDON_EVENT_ACCOUNTS",
                        "`" + account + "` is no account: write 12 digits each, comma-separated");
            }
            accounts.put(account, expectations.environment());
        }
        Map<String, ServiceName> names = pairs(variables, "CORDON_EVENT_NAMES", ServiceName::new);
        boolean own = variables.isSecond("CORDON_EVENT_OWN_NAMES", "no", "yes");
        return new BridgeRules(accounts, variables.words("CORDON_EVENT_REGIONS"), names, own);
    }

    private static <T> Map<String, T> pairs(Variables variables, String name, Function<String, T> maker)
            throws ConfigurationException {
        Map<String, T> pairs = new LinkedHashMap<>();
        for (String word : variables.words(name)) {
            int equals = word.lastIndexOf('=');
            if (equals <= 0) {
                throw new ConfigurationException(
                        name, "`" + word + "` is no pair: write `lambda/FUNCTION=SERVICE`, comma-separated");
            }
            if (pairs.put(
                            word.substring(0, equals).strip(),
                            Variables.made(name, word.substring(equals + 1).strip(), maker))
                    != null) {
                throw new ConfigurationException(name, "`" + word + "` names its resource a second time");
            }
        }
        return pairs;
    }

    Optional<String> control() {
        return place.control();
    }
}
