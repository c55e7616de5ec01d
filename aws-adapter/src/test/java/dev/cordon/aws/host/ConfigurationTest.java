package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.Certificates;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {

    private static final String JWKS = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom())
            .publicKeys()
            .toJson();

    /** The least that must be said. */
    static Map<String, String> least() {
        Map<String, String> variables = new HashMap<>();
        variables.put("CORDON_POLICY", "shop");
        variables.put("CORDON_ENVIRONMENT", "production");
        variables.put("CORDON_BUNDLE_KEYS", JWKS);
        variables.put("CORDON_BUCKET", "bundles");
        variables.put("CORDON_HEAD_TABLE", "heads");
        variables.put("CORDON_TARGETS", "abcdef123=api");
        return variables;
    }

    @Test
    void the_least_configuration_keeps_no_answers_and_trusts_no_certificate() throws ConfigurationException {
        Configuration configuration = Configuration.of(new Variables(least()));

        assertThat(configuration.settings().caching().isKept()).isFalse();
        assertThat(configuration.settings().kinds()).containsExactlyInAnyOrder(EventKind.values());
        assertThat(configuration.settings().wording().simple()).isFalse();
        assertThat(configuration.settings().wording().unauthorized()).isFalse();
        assertThat(configuration.settings().observes()).isFalse();
        assertThat(configuration.expectations().minimumSequence()).isZero();
        assertThat(configuration.place()).isEqualTo(new Configuration.Place("bundles", "", "heads", Optional.empty()));
    }

    @Test
    void everything_can_be_said() throws ConfigurationException {
        Map<String, String> variables = least();
        variables.put("CORDON_KINDS", "http-2.0");
        variables.put("CORDON_TTL", "60");
        variables.put("CORDON_IDENTITY_SOURCES", "$request.header.Authorization, $context.httpMethod, $context.path");
        variables.put("CORDON_RESPONSE", "simple");
        variables.put("CORDON_UNAUTHORIZED", "throw");
        variables.put("CORDON_MINIMUM_SEQUENCE", "7");
        variables.put("CORDON_PREFIX", "live");
        variables.put("CORDON_CONTROL_TABLE", "control");
        variables.put("CORDON_ACCOUNTS", "123456789012");
        variables.put("CORDON_CLIENT_AUTHORITIES", Certificates.pem("root"));

        Configuration configuration = Configuration.of(new Variables(variables));

        assertThat(configuration.settings().caching().isKept()).isTrue();
        assertThat(configuration.settings().wording().simple()).isTrue();
        assertThat(configuration.settings().wording().unauthorized()).isTrue();
        assertThat(configuration.expectations().minimumSequence()).isEqualTo(7);
        assertThat(configuration.place().prefix()).isEqualTo("live/");
        assertThat(configuration.place().control()).contains("control");
    }

    @Test
    void an_observer_is_told_so_and_keeps_no_answers() throws ConfigurationException {
        Map<String, String> variables = least();
        variables.put("CORDON_MODE", "observe");

        assertThat(Configuration.of(new Variables(variables)).settings().observes())
                .isTrue();

        variables.put("CORDON_KINDS", "rest-request");
        variables.put("CORDON_TTL", "60");
        variables.put("CORDON_IDENTITY_SOURCES", "method.request.header.Authorization,context.httpMethod,context.path");
        assertThat(complaint(variables))
                .isEqualTo("CORDON_TTL: an observing authorizer sees every call: keep no answers, write 0");
    }

    @Test
    void keys_and_authorities_may_be_files_of_the_package(@TempDir Path folder)
            throws ConfigurationException, IOException {
        Files.writeString(folder.resolve("keys.json"), JWKS);
        Files.writeString(folder.resolve("clients.pem"), Certificates.pem("root"));
        Map<String, String> variables = least();
        variables.put("LAMBDA_TASK_ROOT", folder.toString());
        variables.put("CORDON_BUNDLE_KEYS", "keys.json");
        variables.put("CORDON_CLIENT_AUTHORITIES", "clients.pem");

        assertThat(Configuration.of(new Variables(variables))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "CORDON_POLICY, ''",
        "CORDON_POLICY, 'no name'",
        "CORDON_ENVIRONMENT, ''",
        "CORDON_BUNDLE_KEYS, ''",
        "CORDON_BUNDLE_KEYS, '{}'",
        "CORDON_BUNDLE_KEYS, missing.json",
        "CORDON_BUCKET, ''",
        "CORDON_HEAD_TABLE, ''",
        "CORDON_TARGETS, ''",
        "CORDON_TARGETS, api",
        "CORDON_TARGETS, 'a=x,a=y'",
        "CORDON_TARGETS, 'a/*=x'",
        "CORDON_TARGETS, 'a=UPPER'",
        "CORDON_ACCOUNTS, 12",
        "CORDON_KINDS, lambda",
        "CORDON_TTL, soon",
        "CORDON_TTL, -1",
        "CORDON_TTL, 3596",
        "CORDON_MINIMUM_SEQUENCE, x",
        "CORDON_RESPONSE, yes",
        "CORDON_UNAUTHORIZED, yes",
        "CORDON_MODE, true",
        "CORDON_MODE, Observe",
        "CORDON_CLIENT_AUTHORITIES, missing.pem",
        "CORDON_CLIENT_AUTHORITIES, -----BEGIN nothing",
    })
    void what_is_wrong_is_named_in_one_line(String name, String value) {
        Map<String, String> variables = least();
        variables.put(name, value);

        assertThat(complaint(variables)).startsWith(name + ": ").doesNotContain("\n", "Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "'rest-token,rest-request', '', iam, CORDON_KINDS",
        "websocket, '', iam, CORDON_TTL",
        "rest-request, '', iam, CORDON_IDENTITY_SOURCES",
        "rest-request, 'context.path', iam, CORDON_IDENTITY_SOURCES",
        "http-2.0, '$request.header.Authorization,$context.routeKey', simple, CORDON_IDENTITY_SOURCES",
    })
    void answers_that_could_not_be_kept_safely_stop_the_start(
            String kinds, String sources, String response, String named) {
        Map<String, String> variables = least();
        variables.put("CORDON_TTL", "60");
        variables.put("CORDON_KINDS", kinds);
        variables.put("CORDON_IDENTITY_SOURCES", sources);
        variables.put("CORDON_RESPONSE", response);

        assertThat(complaint(variables)).startsWith(named + ": ");
    }

    private static String complaint(Map<String, String> variables) {
        ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> Configuration.of(new Variables(variables)));
        assertThat(refused).isNotNull();
        return refused.line();
    }
}
