package dev.cordon.rotation;

import static dev.cordon.rotation.RotationWorld.ORDERS;
import static dev.cordon.rotation.RotationWorld.TERMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationsTest {

    private final RotationWorld world = new RotationWorld();

    private Credential.Id id(long generation) {
        return new Credential.Id(ORDERS, generation);
    }

    private List<Revocation> revoked() throws Exception {
        return List.copyOf(world.revocations.read().entries());
    }

    @Test
    void a_deploy_gives_a_service_a_credential_that_was_tried() throws Exception {
        CredentialLife life = world.after(world.deployed(1));

        assertThat(life.in(GenerationState.CURRENT).orElseThrow().settled()).isTrue();
        assertThat(world.tried()).isEqualTo(1);
        assertThat(world.state(0)).isEqualTo(State.CURRENT);
        assertThat(world.vault.given(ORDERS)).contains(id(0));
        assertThat(world.givenWorks()).isTrue();
        assertThat(life.due()).isEmpty();
    }

    @Test
    void the_one_before_works_until_its_grace_is_over_and_is_gone_then_but_not_what_it_obtained() throws Exception {
        world.after(world.deployed(1));
        world.later(Duration.ofDays(1));
        world.after(world.deployed(2));

        assertThat(world.state(0)).isEqualTo(State.PREVIOUS);
        assertThat(world.state(1)).isEqualTo(State.CURRENT);
        assertThat(world.vault.given(ORDERS)).contains(id(1));
        assertThat(world.vault.read(id(0))).isPresent();

        world.later(TERMS.grace().minusNanos(1));
        world.settled();
        assertThat(world.state(0)).isEqualTo(State.PREVIOUS);
        world.later(Duration.ofNanos(1));
        world.settled();
        assertThat(world.state(0)).isEqualTo(State.REVOKED);
        assertThat(world.vault.read(id(0))).isEmpty();
        assertThat(world.vault.kept(Optional.empty(), 10)).containsExactly(id(1));
        assertThat(revoked()).isEmpty();

        world.later(TERMS.errand());
        assertThat(world.settled().generations()).hasSize(1);
    }

    @Test
    void of_what_is_over_only_the_last_few_are_kept_and_no_number_is_given_again() throws Exception {
        int deploys = Errands.KEPT + 4;
        for (int i = 0; i < deploys; i++) {
            world.after(world.deployed(i));
            world.later(TERMS.grace());
            world.settled();
            world.later(TERMS.errand());
            world.settled();
        }

        assertThat(world.all())
                .extracting(Credential::generation)
                .as("the current one, the one that ended last, and those before that are kept")
                .hasSize(2 + Errands.KEPT)
                .startsWith(deploys - 1L, deploys - 2L);
        world.after(world.deployed(deploys));
        assertThat(world.state(deploys)).isEqualTo(State.CURRENT);
        assertThat(world.givenWorks()).isTrue();
    }

    @Test
    void those_for_whom_nothing_can_be_done_now_keep_nobody_else_waiting() throws Exception {
        ServiceName acme = new ServiceName("acme");
        Rotations rotations = world.rotations(parts -> new Rotations.Parts(
                parts.journal(),
                parts.ledger(),
                parts.vault(),
                parts.revocations(),
                parts.trial(),
                service -> service.equals(acme)));
        rotations.take(acme, world.deployed(1));
        world.later(Duration.ofSeconds(1));
        rotations.take(ORDERS, world.deployed(1));

        assertThat(rotations.work(1)).isEqualTo(3);
        assertThat(world.givenWorks()).isTrue();
        assertThat(world.journal.of(acme).in(GenerationState.PLANNED)).isPresent();
    }

    @Test
    void what_arrives_again_or_late_changes_nothing() throws Exception {
        world.after(world.deployed(2));
        CredentialLife life = world.journal.of(ORDERS);

        world.after(world.deployed(2));
        world.after(world.deployed(1));

        assertThat(world.journal.of(ORDERS)).isEqualTo(life);
        assertThat(world.all()).hasSize(1);
    }

    @Test
    void one_that_fails_its_trial_is_tried_again_and_then_given_up_and_the_current_one_stays() throws Exception {
        world.after(world.deployed(1));
        world.trialsEnd(Optional.of("invalid_client"));
        world.after(world.deployed(2));
        for (int attempt = 1; attempt < TERMS.attempts(); attempt++) {
            assertThat(world.journal.of(ORDERS).in(GenerationState.STAGED)).isPresent();
            world.later(TERMS.longestPause());
            world.settled();
        }
        Generation parked = world.journal.of(ORDERS).in(GenerationState.PARKED).orElseThrow();
        assertThat(parked.work().problem()).contains("invalid_client");
        assertThat(world.journal.of(ORDERS).due()).isEmpty();
        assertThat(world.vault.given(ORDERS)).contains(id(0));

        world.trialsEnd(Optional.empty());
        world.after(new LifeEvent.Retried(1));
        assertThat(world.vault.given(ORDERS)).contains(id(1));
        assertThat(world.givenWorks()).isTrue();
    }

    @Test
    void a_suspected_one_ends_at_once_with_all_that_it_obtained_and_another_one_takes_its_place() throws Exception {
        world.after(world.deployed(1));
        CredentialLife life = world.after(new LifeEvent.Suspected(0));

        assertThat(world.state(0)).isEqualTo(State.REVOKED);
        assertThat(world.vault.read(id(0))).isEmpty();
        assertThat(revoked()).containsExactly(new Revocation.OfGeneration(ORDERS, 0));
        assertThat(world.oddEnds()).isEmpty();
        assertThat(life.in(GenerationState.CURRENT).orElseThrow().number()).isEqualTo(1);
        assertThat(world.givenWorks()).isTrue();
    }

    @Test
    void a_service_that_is_retired_loses_every_credential_and_all_that_these_obtained() throws Exception {
        world.after(world.deployed(1));
        world.after(world.deployed(2));
        world.after(new LifeEvent.Retired(world.request(3)));

        assertThat(world.all()).hasSize(2).allMatch(one -> one.state() == State.REVOKED);
        assertThat(world.vault.kept(Optional.empty(), 10)).isEmpty();
        assertThat(world.vault.given(ORDERS)).isEmpty();
        assertThat(revoked())
                .containsExactlyInAnyOrder(
                        new Revocation.OfGeneration(ORDERS, 0), new Revocation.OfGeneration(ORDERS, 1));

        world.later(TERMS.errand());
        assertThat(world.settled().generations()).isEmpty();
        world.after(world.deployed(2));
        assertThat(world.journal.of(ORDERS).generations()).isEmpty();
        world.after(world.deployed(4));
        assertThat(world.vault.given(ORDERS)).contains(id(2));
    }

    @Test
    void a_service_that_goes_back_is_given_the_one_before_while_that_is_good() throws Exception {
        world.after(world.deployed(1));
        world.after(world.deployed(2));
        world.after(new LifeEvent.RolledBack(world.request(3)));

        assertThat(world.vault.given(ORDERS)).contains(id(0));
        assertThat(world.state(0)).isEqualTo(State.CURRENT);
        assertThat(world.state(1)).isEqualTo(State.PREVIOUS);
    }

    @Test
    void a_service_in_quarantine_gets_nothing_new_until_it_is_over() throws Exception {
        world.quarantined(true);
        world.after(world.deployed(1));
        assertThat(world.all()).isEmpty();
        assertThat(world.vault.kept(Optional.empty(), 10)).isEmpty();

        world.quarantined(false);
        world.settled();
        assertThat(world.givenWorks()).isTrue();
    }

    @Test
    void what_a_person_made_before_is_replaced_on_its_terms() throws Exception {
        Credential.Terms terms = new Credential.Terms(
                "team orders",
                world.now(),
                Optional.empty(),
                List.of(Cidr.parse("10.0.0.0/8").orElseThrow()));
        ClientSecret secret = ClientSecret.random(new SecureRandom());
        world.ledger.add(new Credential(ORDERS, 6, secret.proof(), State.REVOKED, terms));
        world.ledger.add(new Credential(ORDERS, 7, secret.proof(), State.CURRENT, terms));

        world.after(world.deployed(1));

        assertThat(world.state(7)).isEqualTo(State.PREVIOUS);
        assertThat(world.state(8)).isEqualTo(State.CURRENT);
        assertThat(world.generation(8).orElseThrow().terms().owner()).isEqualTo("team orders");
        assertThat(world.generation(8).orElseThrow().terms().networks()).isEqualTo(terms.networks());
        world.later(TERMS.grace());
        world.settled();
        assertThat(world.state(7)).isEqualTo(State.REVOKED);
    }

    @Test
    void what_takes_the_place_of_a_suspected_one_may_be_used_from_no_more_places() throws Exception {
        Credential.Terms terms = new Credential.Terms(
                "team orders",
                world.now(),
                Optional.empty(),
                List.of(Cidr.parse("10.0.0.0/8").orElseThrow()));
        world.ledger.add(new Credential(
                ORDERS, 0, ClientSecret.random(new SecureRandom()).proof(), State.CURRENT, terms));

        world.after(new LifeEvent.Suspected(0));

        assertThat(world.state(0)).isEqualTo(State.REVOKED);
        assertThat(world.state(1)).isEqualTo(State.CURRENT);
        assertThat(world.generation(1).orElseThrow().terms().networks()).isEqualTo(terms.networks());
    }

    @Test
    void what_a_person_made_under_a_number_that_was_planned_works_on() throws Exception {
        world.rotations().take(ORDERS, world.deployed(1));
        Credential.Terms terms = new Credential.Terms("a person", world.now(), Optional.empty(), List.of());
        world.ledger.add(new Credential(
                ORDERS, 0, ClientSecret.random(new SecureRandom()).proof(), State.CURRENT, terms));

        world.after(world.deployed(2));
        world.later(TERMS.errand());
        world.settled();

        assertThat(world.state(0)).isEqualTo(State.CURRENT);
        assertThat(world.vault.kept(Optional.empty(), 10)).containsExactly(id(1));
    }

    @Test
    void a_service_that_proves_itself_without_a_secret_keeps_what_it_has() throws Exception {
        Credential.Terms terms = new Credential.Terms("team orders", world.now(), Optional.empty(), List.of());
        world.ledger.add(new Credential(ORDERS, 0, new CredentialProof.Certificate(), State.CURRENT, terms));

        world.after(world.deployed(1));
        world.later(TERMS.grace());
        world.settled();

        assertThat(world.state(0)).isEqualTo(State.CURRENT);
    }

    @Test
    void where_somebody_else_takes_the_number_it_is_said_and_the_next_rotation_has_another() throws Exception {
        world.rotations().take(ORDERS, world.deployed(1));
        Credential.Terms terms = new Credential.Terms("a person", world.now(), Optional.empty(), List.of());
        world.ledger.add(new Credential(
                ORDERS, 3, ClientSecret.random(new SecureRandom()).proof(), State.CURRENT, terms));
        for (int i = 0; i < TERMS.attempts(); i++) {
            world.settled();
            world.later(TERMS.longestPause());
        }
        assertThat(world.journal
                        .of(ORDERS)
                        .in(GenerationState.PARKED)
                        .orElseThrow()
                        .work()
                        .problem())
                .hasValueSatisfying(why -> assertThat(why).contains("rotate it again"));

        world.after(world.deployed(2));

        assertThat(world.vault.given(ORDERS)).contains(id(4));
        assertThat(world.state(3)).isEqualTo(State.PREVIOUS);
    }

    @Test
    void where_a_store_does_not_answer_it_is_tried_again_until_it_does() throws Exception {
        world.rotations().take(ORDERS, world.deployed(1));
        world.vault.isDown(true);
        world.settled();
        assertThat(world.journal.of(ORDERS).generations().get(0).work().problem())
                .contains("the vault does not answer");
        world.vault.isDown(false);
        world.ledger.isDown(true);
        world.later(TERMS.longestPause());
        world.rotations().work(10);
        assertThat(world.journal.of(ORDERS).generations().get(0).work().problem())
                .contains("the ledger does not answer");
        assertThatThrownBy(() -> world.rotations().take(new ServiceName("payments-api"), world.deployed(1)))
                .isInstanceOf(CredentialLedgerUnavailableException.class);
        assertThat(world.journal.services(Optional.empty(), 10)).containsExactly(ORDERS);
        world.ledger.isDown(false);
        world.later(TERMS.longestPause());

        assertThat(world.settled().in(GenerationState.CURRENT)).isPresent();
        assertThat(world.givenWorks()).isTrue();
    }

    @Test
    void one_that_somebody_revoked_on_its_way_is_given_to_nobody_and_the_one_before_works_on() throws Exception {
        world.after(world.deployed(1));
        world.rotations().take(ORDERS, world.deployed(2));
        world.rotations(parts -> new Rotations.Parts(
                        parts.journal(),
                        parts.ledger(),
                        parts.vault(),
                        parts.revocations(),
                        this::revokedOnceTried,
                        parts.isQuarantined()))
                .work(1);

        Generation current =
                world.journal.of(ORDERS).in(GenerationState.CURRENT).orElseThrow();
        assertThat(current.settled()).isFalse();
        assertThat(current.work().problem())
                .hasValueSatisfying(why -> assertThat(why).contains("revoked generation 1"));
        assertThat(world.vault.given(ORDERS)).contains(id(0));
        world.later(TERMS.grace());
        world.settled();
        assertThat(world.givenWorks()).isTrue();

        world.after(new LifeEvent.Suspected(1));
        assertThat(world.vault.given(ORDERS)).contains(id(2));
        assertThat(world.givenWorks()).isTrue();
    }

    private Optional<String> revokedOnceTried(Credential.Id id, ClientSecret secret) {
        try {
            Credential known = world.generation(id.generation()).orElseThrow();
            assertThat(world.ledger.replace(known, known.in(State.REVOKED))).isTrue();
            return Optional.empty();
        } catch (CredentialLedgerUnavailableException e) {
            return Optional.of("the ledger is down");
        }
    }

    @Test
    void who_was_given_the_one_before_again_is_given_the_current_one_before_the_grace_ends() throws Exception {
        world.after(world.deployed(1));
        world.after(world.deployed(2));
        world.vault.give(id(0));

        world.later(TERMS.grace());
        world.settled();

        assertThat(world.vault.given(ORDERS)).contains(id(1));
        assertThat(world.givenWorks()).isTrue();
    }

    @Test
    void a_suspicion_is_taken_while_the_ledger_does_not_answer() throws Exception {
        world.after(world.deployed(1));
        world.rotations().take(ORDERS, world.deployed(2));
        world.ledger.isDown(true);

        CredentialLife life = world.rotations().take(ORDERS, new LifeEvent.Suspected(0));

        assertThat(life.in(GenerationState.REVOKED).orElseThrow().number()).isZero();
        assertThat(life.in(GenerationState.PLANNED).orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void whoever_took_too_long_writes_nothing_more() throws Exception {
        world.rotations().take(ORDERS, world.deployed(1));
        world.rotations(parts -> new Rotations.Parts(
                        parts.journal(),
                        parts.ledger(),
                        new SlowVault(world),
                        parts.revocations(),
                        parts.trial(),
                        parts.isQuarantined()))
                .work(1);

        assertThat(world.all()).isEmpty();
        assertThat(world.journal.of(ORDERS).generations().get(0).work().problem())
                .contains("it took longer than 300 s");
    }

    @Test
    void only_as_many_services_as_asked_for_are_worked_for() throws Exception {
        world.after(world.deployed(1));
        world.rotations().take(new ServiceName("a"), world.deployed(1));
        world.rotations().take(new ServiceName("b"), world.deployed(1));

        world.rotations().work(1);

        assertThat(world.vault.kept(Optional.empty(), 10)).hasSize(2);
    }
}
