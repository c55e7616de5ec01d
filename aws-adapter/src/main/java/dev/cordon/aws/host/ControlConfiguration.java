package dev.cordon.aws.host;

import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.cache.ApiStage;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.document.BundleExpectations;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the control plane's functions run, from their environment variables; {@code docs/aws.md} lists them.
 *
 * @param expectations which bundles are believed
 * @param place where they are published, and where the control plane keeps what it knows
 * @param issuing in whose name tokens are issued
 * @param identity which of AWS's endpoints are asked who a workload is
 * @param secrets where services' secrets lie
 * @param bridge whose events count
 * @param flushing which stages forget what their authorizers answered
 * @param sockets which stages' connections are closed
 * @param inventory in which account is looked for what runs
 */
record ControlConfiguration(
        BundleExpectations expectations,
        Configuration.Place place,
        Issuing issuing,
        Identity identity,
        SecretsSettings secrets,
        BridgeRules bridge,
        Flushing flushing,
        Sockets sockets,
        Inventory inventory) {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");
    private static final String SOCKETS = "CORDON_WEBSOCKET_STAGES";
    private static final String RECOVERY = "CORDON_SECRETS_RECOVERY_DAYS";

    /**
     * In whose name tokens are issued.
     *
     * @param issuer the issuer identifier
     * @param keys of KMS: the first signs, all are shown
     */
    record Issuing(String issuer, List<String> keys) {}

    /**
     * Which of AWS's endpoints are asked who a workload is.
     *
     * @param regions whose
     * @param endpoint in place of AWS's own
     */
    record Identity(Set<String> regions, Optional<URI> endpoint) {

        /** Copies the set. */
        Identity {
            regions = Set.copyOf(regions);
        }
    }

    /**
     * Which stages forget what their authorizers answered.
     *
     * @param stages those
     * @param endpoint of API Gateway, in place of AWS's own
     */
    record Flushing(List<ApiStage> stages, Optional<URI> endpoint) {

        /** Copies the list. */
        Flushing {
            stages = List.copyOf(stages);
        }
    }

    /**
     * Which stages' connections are closed once their callers are revoked.
     *
     * @param table where authorizers note them; empty where nobody does
     * @param stages those
     * @param endpoint of their APIs, in place of AWS's own
     */
    record Sockets(Optional<String> table, List<SocketStage> stages, Optional<URI> endpoint) {

        /** Copies the list. */
        Sockets {
            stages = List.copyOf(stages);
        }
    }

    /**
     * In which account is looked for what runs.
     *
     * @param account the function's own; empty where nobody looks
     * @param endpoint of the APIs that are asked, in place of AWS's own
     */
    record Inventory(Optional<String> account, Optional<URI> endpoint) {}

    /** Reads the variables; the first that is wrong is named. */
    static ControlConfiguration of(Variables variables) throws ConfigurationException {
        BundleExpectations expectations = Configuration.expectations(variables);
        Configuration.Place place = Configuration.place(variables);
        if (place.control().isEmpty()) {
            throw new ConfigurationException(
                    "CORDON_CONTROL_TABLE", "is missing: write the DynamoDB table of what the control plane keeps");
        }
        return new ControlConfiguration(
                expectations,
                place,
                issuing(variables),
                identity(variables),
                secrets(variables),
                bridge(variables, expectations),
                flushing(variables),
                sockets(variables),
                inventory(variables));
    }

    private static Inventory inventory(Variables variables) throws ConfigurationException {
        Optional<String> account = variables.text("CORDON_INVENTORY_ACCOUNT");
        if (account.isPresent() && !variables.words("CORDON_EVENT_ACCOUNTS").contains(account.get())) {
            throw new ConfigurationException(
                    "CORDON_INVENTORY_ACCOUNT", "is none of CORDON_EVENT_ACCOUNTS: write the account of the function");
        }
        return new Inventory(account, endpoint(variables, "AWS_ENDPOINT_URL_INVENTORY"));
    }

    private static Flushing flushing(Variables variables) throws ConfigurationException {
        List<ApiStage> stages = new ArrayList<>();
        for (String word : variables.words("CORDON_FLUSHED_STAGES")) {
            stages.add(Variables.made("CORDON_FLUSHED_STAGES", word, ApiStage::of));
        }
        return new Flushing(stages, endpoint(variables, "AWS_ENDPOINT_URL_API_GATEWAY"));
    }

    private static Sockets sockets(Variables variables) throws ConfigurationException {
        Optional<String> table = variables.text(Configuration.CONNECTIONS);
        List<SocketStage> stages = new ArrayList<>();
        for (String word : variables.words(SOCKETS)) {
            stages.add(Variables.made(SOCKETS, word, SocketStage::of));
        }
        if (table.isEmpty() && !stages.isEmpty()) {
            throw new ConfigurationException(
                    Configuration.CONNECTIONS,
                    "is missing: write the DynamoDB table where authorizers note connections");
        } else if (table.isPresent() && stages.isEmpty()) {
            throw new ConfigurationException(
                    SOCKETS, "is missing: write the stages whose connections are closed, API-ID/STAGE each");
        }
        return new Sockets(table, stages, endpoint(variables, "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"));
    }

    /** As AWS's own clients do, which don't send what is sent here. */
    private static Optional<URI> endpoint(Variables variables, String name) throws ConfigurationException {
        Optional<String> text = variables.text(name).or(() -> variables.text("AWS_ENDPOINT_URL"));
        return text.isEmpty() ? Optional.empty() : Optional.of(Variables.made(name, text.get(), URI::create));
    }

    private static Identity identity(Variables variables) throws ConfigurationException {
        Set<String> regions = variables.words("CORDON_IDENTITY_REGIONS");
        for (String region : regions) {
            if (!REGION.matcher(region).matches()) {
                throw new ConfigurationException(
                        "CORDON_IDENTITY_REGIONS",
                        "`" + region + "` is no region: write `eu-west-1` and the like, comma-separated");
            }
        }
        return new Identity(
                regions.isEmpty() ? variables.text("AWS_REGION").stream().collect(Collectors.toSet()) : regions,
                endpoint(variables, "AWS_ENDPOINT_URL_STS"));
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
