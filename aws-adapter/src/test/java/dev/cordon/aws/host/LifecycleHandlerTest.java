package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cordon.aws.bridge.BridgeRules;
import dev.cordon.aws.cache.ApiCaches;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.aws.connection.Connections;
import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.gate.HostClock;
import dev.cordon.issuance.IssuingKeys;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.lifecycle.ServiceInventory;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.InMemoryHeadStore;
import dev.cordon.publication.InMemoryObjectStore;
import dev.cordon.publication.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifecycleHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** The least that must be said. */
    private static Map<String, String> least() {
        Map<String, String> variables = new HashMap<>(ConfigurationTest.least());
        variables.put("CORDON_CONTROL_TABLE", "control");
        variables.put("CORDON_ISSUER", "https://tokens.shop.example");
        variables.put("CORDON_SIGNING_KEYS", "alias/cordon");
        return variables;
    }

    /** Where nothing is published and no store answers. */
    private static final class Empty implements ControlAccess {

        @Override
        public ObjectStore objects(String bucket, String prefix) {
            return new InMemoryObjectStore();
        }

        @Override
        public HeadStore heads(String table) {
            return new InMemoryHeadStore();
        }

        @Override
        public Kept kept(
                String table, String heads, dev.cordon.aws.control.SecretsSettings secrets, InstantSource clock) {
            throw new IllegalArgumentException("secrets can't lie so");
        }

        @Override
        public ApiCaches caches(Optional<URI> endpoint) {
            throw new IllegalArgumentException("no API");
        }

        @Override
        public Connections connections(Optional<URI> endpoint) {
            throw new IllegalArgumentException("no API");
        }

        @Override
        public ConnectionNotes connectionNotes(String table) {
            throw new IllegalArgumentException("no table");
        }

        @Override
        public ServiceInventory inventory(BridgeRules rules, String account, Optional<URI> endpoint) {
            throw new IllegalArgumentException("no inventory");
        }

        @Override
        public RotatedSecrets rotatedSecrets() {
            throw new IllegalArgumentException("no secrets");
        }

        @Override
        public PlatformIdentities platforms(Set<String> regions, Optional<URI> endpoint) {
            return PlatformIdentities.NONE;
        }

        @Override
        public IssuingKeys keys(String issuer, List<String> keys) {
            throw new IllegalArgumentException("no such key");
        }
    }

    private LifecycleHandler handler(Map<String, String> variables, ControlAccess access) {
        return new LifecycleHandler(variables, Optional.of(access), log, new HostClock(() -> 0, () -> NOW));
    }

    private static Context context(int millis) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getName().equals("getRemainingTimeInMillis") ? millis : null);
    }

    private static String answer(LifecycleHandler handler, String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context(60_000));
        return answer.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CORDON_CONTROL_TABLE | '' | CORDON_CONTROL_TABLE: is missing: write the DynamoDB table of what the control plane keeps
                    CORDON_ISSUER | '' | CORDON_ISSUER: is missing: write the URL of the token service
                    CORDON_ISSUER | http://a | CORDON_ISSUER: `http://a` is no issuer identifier: write an https URL without query, fragment and last slash
                    CORDON_SIGNING_KEYS | ',' | CORDON_SIGNING_KEYS: is missing: write the KMS keys of the token service, comma-separated
                    CORDON_IDENTITY_REGIONS | 'eu-west-1,x' | CORDON_IDENTITY_REGIONS: `x` is no region: write `eu-west-1` and the like, comma-separated
                    AWS_ENDPOINT_URL_STS | 'http:// x' | AWS_ENDPOINT_URL_STS: Illegal character
                    CORDON_SECRETS_PREFIX | a b | CORDON_SECRETS_PREFIX: a secret's name begins with 1 to 128 letters, digits and any of `/_+=.@-`: write `cordon/`
                    CORDON_SECRETS_RECOVERY_DAYS | 6 | CORDON_SECRETS_RECOVERY_DAYS: a secret can be restored for 7 to 30 days, says Secrets Manager
                    CORDON_SECRETS_RECOVERY_DAYS | 31 | CORDON_SECRETS_RECOVERY_DAYS: `31` is no number: write a whole number from 0 to 30
                    CORDON_EVENT_ACCOUNTS | 12 | CORDON_EVENT_ACCOUNTS: `12` is no account: write 12 digits each, comma-separated
                    CORDON_EVENT_NAMES | orders | CORDON_EVENT_NAMES: `orders` is no pair: write `lambda/FUNCTION=SERVICE`, comma-separated
                    CORDON_EVENT_NAMES | lambda/a=A! | CORDON_EVENT_NAMES: `A!`
                    CORDON_EVENT_NAMES | 'lambda/a=a,lambda/a=b' | CORDON_EVENT_NAMES: `lambda/a=b` names its resource a second time
                    CORDON_INVENTORY_ACCOUNT | 444455556666 | CORDON_INVENTORY_ACCOUNT: is none of CORDON_EVENT_ACCOUNTS: write the account of the function
                    CORDON_FLUSHED_STAGES | 'rest/a1/live,soap/a1/live' | CORDON_FLUSHED_STAGES: `soap/a1/live` is no stage: write rest/API-ID/STAGE or http/API-ID/STAGE, comma-separated
                    CORDON_EVENT_OWN_NAMES | perhaps | CORDON_EVENT_OWN_NAMES: `perhaps` is unknown: write `no` or `yes`
                    """)
    void a_variable_that_is_wrong_is_named_and_no_invocation_counts_as_done(String name, String value, String why) {
        Map<String, String> variables = least();
        variables.put(name, value);
        LifecycleHandler handler = handler(variables, new Empty());

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("every invocation fails, since the function can't start: " + why);
        assertThatThrownBy(() -> answer(handler, "{\"schedule\":\"work\"}"))
                .isInstanceOf(FailedInvocationException.class)
                .hasMessageStartingWith(why)
                .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
    }

    @Test
    void what_aws_does_not_take_is_told_as_it_says_it() {
        LifecycleHandler handler = handler(least(), new Empty());

        assertThatThrownBy(() -> answer(handler, "{\"Records\":[]}"))
                .isInstanceOf(FailedInvocationException.class)
                .hasMessage("secrets can't lie so");
    }
}
