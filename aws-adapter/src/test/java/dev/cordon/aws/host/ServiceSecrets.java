package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.entry.GivenSecretText;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What there is of the shop's service, in the ledger and in Secrets Manager. */
final class ServiceSecrets {

    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final String NOTHING = GivenSecretText.none(ORDERS);

    private ServiceSecrets() {}

    /** Each version's labels, the labelled versions alone. */
    static List<String> stages(ControlShop shop) {
        DescribeSecretResponse described = shop.secrets().describeSecret(secret -> secret.secretId(shop.secretName()));
        return described.versionIdsToStages().values().stream()
                .filter(labels -> !labels.isEmpty())
                .map(labels -> String.join(" ", new TreeSet<>(labels)))
                .sorted()
                .toList();
    }

    private static Optional<String> value(ControlShop shop, String label) {
        try {
            return Optional.of(shop.secret(label));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** What the service is given now, as the ledger has it; empty where it is given nothing. */
    static Optional<Credential> given(ControlShop shop) throws Exception {
        String text = value(shop, "AWSCURRENT").orElse(NOTHING);
        if (text.equals(NOTHING)) {
            return Optional.empty();
        }
        for (Credential one : shop.kept().care().credentials().of(ORDERS)) {
            if (text.contains("\"generation\":\"" + one.generation() + "\"")) {
                assertThat(GivenSecretText.read(one.id(), text).proof()).isEqualTo(one.proof());
                return Optional.of(one);
            }
        }
        throw new AssertionError("no credential is as the secret that is given");
    }

    /** It lives: registered, with one secret that is good, in both places the same, and nothing beside it. */
    static void requireOne(ControlShop shop, String told) throws Exception {
        ControlAccess.Kept kept = shop.kept();
        Credential given = given(shop).orElseThrow(() -> new AssertionError(told + ": nothing is given"));
        assertThat(kept.care().registry().find(ORDERS).orElseThrow().isThere())
                .as(told)
                .isTrue();
        assertThat(given.state()).as(told).isEqualTo(State.CURRENT);
        assertThat(kept.care().credentials().of(ORDERS))
                .as(told)
                .filteredOn(one -> one.isUsable(shop.now()))
                .containsExactly(given);
        assertThat(stages(shop))
                .as(told)
                .filteredOn(labels -> labels.matches(".*(cordon-\\d|CURRENT|PENDING).*"))
                .containsExactly("AWSCURRENT cordon-" + given.generation());
        assertThat(value(shop, "AWSPREVIOUS")).as(told).isIn(Optional.empty(), Optional.of(NOTHING));
        assertThat(kept.care().secrets().kept(Optional.empty(), 10)).as(told).containsExactly(given.id());
    }

    /** It is over: retired, with no secret that can be read or used. */
    static void requireNone(ControlShop shop, String told) throws Exception {
        ControlAccess.Kept kept = shop.kept();
        assertThat(kept.care().registry().find(ORDERS).orElseThrow().isThere())
                .as(told)
                .isFalse();
        assertThat(kept.care().registry().find(ORDERS).orElseThrow().closing())
                .as(told)
                .isEmpty();
        assertThat(kept.care().credentials().of(ORDERS))
                .as(told)
                .isNotEmpty()
                .allMatch(one -> one.state() == State.REVOKED);
        assertThat(kept.care().secrets().kept(Optional.empty(), 10)).as(told).isEmpty();
        assertThat(stages(shop)).as(told).noneMatch(labels -> labels.matches(".*(cordon-\\d|PENDING|PREVIOUS).*"));
        assertThatThrownBy(() -> shop.secret("AWSCURRENT")).as(told).isInstanceOf(InvalidRequestException.class);
    }
}
