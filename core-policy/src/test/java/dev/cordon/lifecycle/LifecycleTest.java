package dev.cordon.lifecycle;

import static dev.cordon.lifecycle.LifecycleWorld.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.apikey.ApiKey;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialProof;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService.Stage;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.revocation.Revocation;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.token.TokenHash;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final LifecycleWorld world = new LifecycleWorld();

    @Test
    void a_deploy_registers_a_service_and_gives_it_a_credential() throws Exception {
        assertThat(world.take(Kind.DEPLOYED, 1)).isEqualTo(Disposition.TAKEN);
        world.work();

        assertThat(world.service().stage()).isEqualTo(Stage.LIVE);
        assertThat(world.service().current().revisions()).containsExactly("r1");
        assertThat(world.states()).containsExactly(State.CURRENT);
        assertThat(world.vault.given(ORDERS)).contains(new Credential.Id(ORDERS, 0));
    }

    @Test
    void a_further_deploy_rotates_and_the_policy_says_for_how_long_the_one_before_is_good() throws Exception {
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.take(Kind.DEPLOYED, 2);
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT, State.PREVIOUS);

        world.later(LifecycleWorld.GRACE.minusSeconds(1));
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT, State.PREVIOUS);
        world.later(Duration.ofSeconds(1));
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT, State.REVOKED);
    }

    @Test
    void a_credential_that_is_young_enough_stays_through_a_deploy() throws Exception {
        world.rotating(
                Optional.of(new Rotation(Optional.of(Duration.ofDays(1)), Optional.empty(), Duration.ofHours(1))));
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.take(Kind.DEPLOYED, 2);
        world.work();

        assertThat(world.states()).containsExactly(State.CURRENT);
        world.later(Duration.ofDays(1));
        world.take(Kind.DEPLOYED, 86_402);
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT, State.PREVIOUS);
    }

    @Test
    void where_the_policy_leaves_credentials_to_people_a_deploy_makes_none() throws Exception {
        world.rotating(Optional.empty());
        world.take(Kind.DEPLOYED, 1);
        world.work();

        assertThat(world.service().isThere()).isTrue();
        assertThat(world.states()).isEmpty();
    }

    @Test
    void an_event_that_arrives_again_changes_nothing() throws Exception {
        world.take(Kind.DEPLOYED, 1);
        world.work();

        assertThat(world.take(Kind.DEPLOYED, 1)).isEqualTo(Disposition.STALE);
        assertThat(world.take(Kind.DEPLOYED, 0)).isEqualTo(Disposition.STALE);
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT);
    }

    @Test
    void what_was_registered_when_the_process_died_is_done_when_the_event_arrives_again() throws Exception {
        world.journal.isDown(true);
        assertThatThrownBy(() -> world.take(Kind.DEPLOYED, 1)).isInstanceOf(RotationJournalUnavailableException.class);
        assertThat(world.service().isThere()).isTrue();
        world.journal.isDown(false);

        assertThat(world.take(Kind.DEPLOYED, 1)).isEqualTo(Disposition.STALE);
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT);
    }

    @Test
    void while_the_registry_does_not_answer_nothing_is_taken() throws Exception {
        world.registry.isDown(true);

        assertThatThrownBy(() -> world.take(Kind.DEPLOYED, 1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(world.journal.services(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void a_rollback_brings_the_credential_before_back() throws Exception {
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.take(Kind.DEPLOYED, 2);
        world.work();
        assertThat(world.take(Kind.ROLLED_BACK, 3)).isEqualTo(Disposition.TAKEN);
        world.work();

        assertThat(world.states()).containsExactly(State.PREVIOUS, State.CURRENT);
        assertThat(world.vault.given(ORDERS)).contains(new Credential.Id(ORDERS, 0));
    }

    @Test
    void a_retired_service_is_left_nothing_whoever_made_it() throws Exception {
        ClientSecret own = ClientSecret.random(new SecureRandom());
        world.ledger.add(new Credential(
                ORDERS,
                0,
                own.proof(),
                State.PREVIOUS,
                new Credential.Terms("ada", world.now().minusSeconds(60), Optional.empty(), List.of())));
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.later(Duration.ofSeconds(10));
        assertThat(world.take(Kind.RETIRED, 9)).isEqualTo(Disposition.TAKEN);
        world.work();

        assertThat(world.states()).hasSize(2).containsOnly(State.REVOKED);
        assertThat(world.vault.kept(Optional.empty(), 10)).isEmpty();
        assertThat(world.revocations.read().entries())
                .contains(new Revocation.IssuedBefore(ORDERS, world.now().getEpochSecond(), true));
        assertThat(world.service().closing()).isEmpty();
        assertThat(world.take(Kind.DEPLOYED, 8)).isEqualTo(Disposition.STALE);
        world.work();
        assertThat(world.states()).containsOnly(State.REVOKED);
    }

    @Test
    void an_old_retirement_that_arrives_late_ends_nothing_that_came_after_it() throws Exception {
        world.rotating(Optional.empty());
        world.take(Kind.DEPLOYED, 6);
        world.ledger.add(new Credential(
                ORDERS,
                0,
                ClientSecret.random(new SecureRandom()).proof(),
                State.CURRENT,
                new Credential.Terms("ada", world.now(), Optional.empty(), List.of())));

        assertThat(world.take(Kind.RETIRED, 5)).isEqualTo(Disposition.STALE);
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT);
        assertThat(world.revocations.read().entries()).isEmpty();
    }

    @Test
    void who_comes_back_after_a_retirement_that_was_only_registered_gets_a_secret_of_its_own() throws Exception {
        world.rotating(
                Optional.of(new Rotation(Optional.of(Duration.ofDays(1)), Optional.empty(), Duration.ofHours(1))));
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.later(Duration.ofSeconds(10));
        world.journal.isDown(true);
        assertThatThrownBy(() -> world.take(Kind.RETIRED, 9)).isInstanceOf(RotationJournalUnavailableException.class);
        world.journal.isDown(false);
        world.later(Duration.ofSeconds(10));
        world.take(Kind.DEPLOYED, 19);
        world.work();
        world.later(Duration.ofSeconds(5));
        world.work();

        assertThat(world.states()).containsExactly(State.CURRENT, State.REVOKED);
        assertThat(world.vault.given(ORDERS)).contains(new Credential.Id(ORDERS, 1));
    }

    @Test
    void a_retirement_that_was_only_registered_is_carried_out_without_its_event() throws Exception {
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.later(Duration.ofSeconds(10));
        world.journal.isDown(true);
        assertThatThrownBy(() -> world.take(Kind.RETIRED, 9)).isInstanceOf(RotationJournalUnavailableException.class);
        assertThatThrownBy(() -> world.lifecycle().work(10)).isInstanceOf(RotationJournalUnavailableException.class);
        assertThat(world.service().closing()).isPresent();
        world.journal.isDown(false);
        world.lifecycle().work(10);
        world.work();

        assertThat(world.states()).containsExactly(State.REVOKED);
        assertThat(world.vault.kept(Optional.empty(), 10)).isEmpty();
        assertThat(world.service().closing()).isEmpty();
    }

    @Test
    void what_is_obtained_between_a_retirement_and_its_work_ends_with_what_it_was_obtained_with() throws Exception {
        world.ledger.add(new Credential(
                ORDERS,
                3,
                new CredentialProof.Certificate(),
                State.CURRENT,
                new Credential.Terms("ada", world.now().minusSeconds(60), Optional.empty(), List.of())));
        world.take(Kind.RETIRED, 1);
        world.later(Duration.ofMinutes(10));
        world.work();

        assertThat(world.revocations.read().entries()).contains(new Revocation.OfGeneration(ORDERS, 3));
        assertThat(world.states()).containsExactly(State.REVOKED);
        world.later(Duration.ofDays(2).minusNanos(1));
        assertThat(world.revocations.read().entries()).contains(new Revocation.OfGeneration(ORDERS, 3));
        world.later(Duration.ofNanos(1));
        assertThat(world.revocations.read().entries())
                .as("the cut-off stays, and the service starts anew behind it")
                .containsExactly(new Revocation.IssuedBefore(
                        ORDERS,
                        world.now().minus(Duration.ofDays(2).plusMinutes(10)).getEpochSecond(),
                        true));
    }

    @Test
    void the_api_keys_of_a_retired_service_end_and_those_of_others_do_not() throws Exception {
        ServiceName payments = new ServiceName("payments-api");
        world.apiKeys.add(key("own", ORDERS, payments, world.now().minusSeconds(60)));
        world.apiKeys.add(key("others", payments, ORDERS, world.now().minusSeconds(60)));
        world.take(Kind.RETIRED, 1);
        world.apiKeys.add(key("next", ORDERS, payments, world.now()));
        world.work();

        assertThat(world.apiKeys.read().all())
                .filteredOn(ApiKey::isRevoked)
                .extracting(ApiKey::id)
                .containsExactly("own");
    }

    private static ApiKey key(String id, ServiceName caller, ServiceName target, Instant made) {
        return new ApiKey(
                id,
                TokenHash.of(id),
                new ApiKey.Grant(
                        new LedgerEntry.Edge(caller, target, new FlowId("flow")),
                        List.of(),
                        new ApiKey.Bounds(LifecycleWorld.PRODUCTION, List.of(), List.of())),
                new ApiKey.Terms("team", made, made.plus(Duration.ofDays(30)), Optional.empty()));
    }

    @Test
    void a_credential_that_somebody_changes_meanwhile_is_ended_with_the_next_look() throws Exception {
        for (int generation = 0; generation < 2; generation++) {
            world.ledger.add(new Credential(
                    ORDERS,
                    generation,
                    new CredentialProof.Certificate(),
                    State.CURRENT,
                    new Credential.Terms("ada", world.now().minusSeconds(60), Optional.empty(), List.of())));
        }
        AtomicBoolean first = new AtomicBoolean(true);
        CredentialLedger contended = CredentialLedger.class.cast(Proxy.newProxyInstance(
                CredentialLedger.class.getClassLoader(),
                new Class<?>[] {CredentialLedger.class},
                (proxy, method, arguments) -> method.getName().equals("replace") && first.getAndSet(false)
                        ? false
                        : method.invoke(world.ledger, arguments)));
        world.take(Kind.RETIRED, 1);

        assertThat(world.lifecycle(contended).work(10)).isZero();
        assertThat(world.states()).containsExactly(State.CURRENT, State.REVOKED);
        assertThat(world.service().closing()).isPresent();
        assertThat(world.lifecycle(contended).work(10)).isEqualTo(1);
        assertThat(world.states()).containsExactly(State.REVOKED, State.REVOKED);
    }

    @Test
    void a_service_that_nobody_deployed_is_kept_out_once_it_is_retired() throws Exception {
        assertThat(world.take(Kind.RETIRED, 9)).isEqualTo(Disposition.TAKEN);
        assertThat(world.take(Kind.DEPLOYED, 8)).isEqualTo(Disposition.STALE);
        world.work();

        assertThat(world.states()).isEmpty();
    }

    @Test
    void what_can_not_be_ended_yet_is_ended_later_and_told() throws Exception {
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.take(Kind.RETIRED, 9);
        world.apiKeys.isDown(true);
        world.work();
        assertThat(world.service().closing()).isPresent();
        assertThat(world.notices).singleElement().asString().contains("`orders-api` is retired, and not all");

        world.apiKeys.isDown(false);
        world.work();
        assertThat(world.service().closing()).isEmpty();
    }

    @Test
    void who_comes_back_keeps_what_is_new_though_what_was_left_is_ended_later() throws Exception {
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.later(Duration.ofSeconds(10));
        world.take(Kind.RETIRED, 9);
        world.later(Duration.ofSeconds(10));
        world.take(Kind.DEPLOYED, 19);
        world.work();
        world.work();

        assertThat(world.service().incarnation()).isEqualTo(2);
        assertThat(world.service().closing()).isEmpty();
        assertThat(world.states()).containsExactly(State.CURRENT, State.REVOKED);
        assertThat(world.vault.given(ORDERS)).contains(new Credential.Id(ORDERS, 1));
    }

    @Test
    void events_of_strangers_of_the_future_and_of_elsewhere_change_nothing() throws Exception {
        ServiceEvent good = world.event(Kind.RETIRED, 1);
        world.take(Kind.DEPLOYED, 0);
        ServiceEvent.Origin stranger =
                new ServiceEvent.Origin("stranger", "e", good.origin().occurredAt());
        ServiceEvent.Origin future = new ServiceEvent.Origin(
                LifecycleWorld.DEPLOYER, "e", world.now().plusSeconds(301));

        assertThat(world.lifecycle().take(with(good, LifecycleWorld.PRODUCTION, stranger)))
                .isEqualTo(Disposition.UNTRUSTED_SOURCE)
                .matches(Disposition::isRefused);
        assertThat(world.lifecycle().take(with(good, LifecycleWorld.PRODUCTION, future)))
                .isEqualTo(Disposition.FROM_THE_FUTURE)
                .matches(Disposition::isRefused);
        assertThat(world.lifecycle().take(with(good, new Environment("staging"), good.origin())))
                .isEqualTo(Disposition.OTHER_ENVIRONMENT)
                .matches(one -> !one.isRefused());
        assertThat(world.service().isThere()).isTrue();
    }

    private static ServiceEvent with(ServiceEvent event, Environment environment, ServiceEvent.Origin origin) {
        return new ServiceEvent(event.kind(), event.service(), environment, event.details(), origin);
    }

    @Test
    void scaling_of_a_service_that_is_not_there_is_told() throws Exception {
        assertThat(world.take(Kind.CONFIGURED, 1)).isEqualTo(Disposition.NOT_THERE);
        world.take(Kind.DEPLOYED, 2);
        assertThat(world.take(Kind.SCALED, 3)).isEqualTo(Disposition.TAKEN);
        assertThat(world.take(Kind.SCALED, 3)).isEqualTo(Disposition.STALE);
    }

    @Test
    void credentials_of_an_age_rotate_by_themselves_and_once() throws Exception {
        world.rotating(
                Optional.of(new Rotation(Optional.empty(), Optional.of(Duration.ofDays(30)), Duration.ofHours(1))));
        world.take(Kind.DEPLOYED, 1);
        world.work();
        world.later(Duration.ofDays(30));
        assertThat(world.lifecycle().schedule()).isZero();
        world.later(Duration.ofSeconds(1));

        assertThat(world.lifecycle().schedule()).isEqualTo(1);
        assertThat(world.lifecycle().schedule()).isZero();
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT, State.PREVIOUS);
        assertThat(world.lifecycle().schedule()).isZero();
    }

    @Test
    void what_people_made_rotates_by_its_age_where_the_policy_says_so() throws Exception {
        for (String name : List.of("orders-api", "payments-api")) {
            world.ledger.add(new Credential(
                    new ServiceName(name),
                    3,
                    ClientSecret.random(new SecureRandom()).proof(),
                    State.CURRENT,
                    new Credential.Terms("ada", world.now().minus(Duration.ofDays(31)), Optional.empty(), List.of())));
        }
        world.rotating(
                Optional.of(new Rotation(Optional.empty(), Optional.of(Duration.ofDays(30)), Duration.ofHours(1))));

        assertThat(world.lifecycle().schedule()).isEqualTo(1);
        world.work();
        assertThat(world.states()).containsExactly(State.CURRENT, State.PREVIOUS);
        assertThat(world.ledger.of(new ServiceName("payments-api"))).hasSize(1);
    }
}
