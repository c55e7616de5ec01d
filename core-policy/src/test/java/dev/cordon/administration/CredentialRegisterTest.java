package dev.cordon.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenRules;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.InMemoryRotationJournal;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.RotationJournalUnavailableException;
import dev.cordon.rotation.RotationTerms;
import dev.cordon.rotation.Task;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CredentialRegisterTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final Credential.Terms TERMS = new Credential.Terms("team orders", NOW, Optional.empty(), List.of());

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InMemoryCredentialLedger credentials = new InMemoryCredentialLedger();
    private final InMemoryRevocationStore revocations = new InMemoryRevocationStore(now::get);
    private final InMemoryRotationJournal rotations = new InMemoryRotationJournal();
    private final CredentialRegister register = new CredentialRegister(credentials, revocations, rotations);

    private Credential add() throws Exception {
        return register.add(ORDERS, ClientSecret.random(new SecureRandom()).proof(), TERMS);
    }

    private List<State> states() throws Exception {
        return register.of(ORDERS).stream().map(Credential::state).toList();
    }

    @Test
    void the_first_generation_is_0_and_each_further_one_is_current_while_the_one_before_works_on() throws Exception {
        assertThat(add().generation()).isZero();
        assertThat(add().generation()).isEqualTo(1);
        assertThat(add().generation()).isEqualTo(2);

        assertThat(states()).containsExactly(State.CURRENT, State.PREVIOUS, State.PREVIOUS);
        assertThat(register.of(ORDERS)).allMatch(one -> one.isUsable(NOW));
    }

    @Test
    void where_the_credential_rotates_another_one_is_wanted_in_the_place_of_the_revoked_one() throws Exception {
        add();
        add();
        RotationTerms terms = new RotationTerms(
                Duration.ofHours(1), Duration.ofSeconds(30), 3, Duration.ofSeconds(1), Duration.ofSeconds(1));
        CredentialLife none = CredentialLife.none(ORDERS);
        CredentialLife life = none.on(wanted("first"), NOW);
        for (Task.Kind kind : List.of(Task.Kind.KEEP, Task.Kind.PROVE)) {
            life = life.done(new Task(kind, 0), NOW, terms);
        }
        life = life.at(NOW, false);
        rotations.replace(none, life);
        register.revoke(ORDERS, 1, NOW);
        assertThat(rotations.of(ORDERS)).as("which does not rotate").isEqualTo(life);

        register.revoke(ORDERS, 0, NOW);
        assertThat(rotations
                        .of(ORDERS)
                        .in(GenerationState.REVOKED)
                        .orElseThrow()
                        .number())
                .isZero();
        assertThat(rotations.of(ORDERS).in(GenerationState.PLANNED)).isPresent();
        rotations.isDown(true);
        assertThatThrownBy(() -> register.revoke(ORDERS, 0, NOW))
                .isInstanceOf(RotationJournalUnavailableException.class);
    }

    private static LifeEvent wanted(String id) {
        return new LifeEvent.Wanted(new LifeEvent.Request(NOW, id), LifeEvent.Cause.DEPLOYED, Optional.empty());
    }

    @Test
    void a_service_has_room_for_a_bounded_number_of_generations_that_work() throws Exception {
        for (int i = 0; i < CredentialRegister.MOST_USABLE; i++) {
            add();
        }
        assertThatExceptionOfType(AdministrationRefusedException.class)
                .isThrownBy(this::add)
                .withMessageContaining("has 16 credentials that work");
        assertThat(states()).hasSize(CredentialRegister.MOST_USABLE);

        register.revoke(ORDERS, 3, NOW);
        assertThat(add().generation()).isEqualTo(CredentialRegister.MOST_USABLE);
    }

    @Test
    void what_is_revoked_stays_so_when_a_further_generation_comes() throws Exception {
        add();
        register.revoke(ORDERS, 0, NOW);
        add();

        assertThat(states()).containsExactly(State.CURRENT, State.REVOKED);
    }

    @Test
    void a_revoked_generation_obtains_nothing_and_what_it_obtained_is_worth_nothing_as_long_as_it_lives()
            throws Exception {
        add();
        add();
        assertThat(register.revoke(ORDERS, 0, NOW).state()).isEqualTo(State.REVOKED);

        assertThat(states()).containsExactly(State.CURRENT, State.REVOKED);
        now.set(NOW.plus(TokenRules.LONGEST).plus(Duration.ofDays(1)).minusNanos(1));
        assertThat(revocations.read().hasGeneration("orders-api", 0)).isTrue();
        assertThat(revocations.read().hasGeneration("orders-api", 1)).isFalse();
        now.set(now.get().plusNanos(1));
        assertThat(revocations.read().isEmpty())
                .as("what it obtained is over by itself")
                .isTrue();
        assertThat(states()).containsExactly(State.CURRENT, State.REVOKED);
        assertThat(register.revoke(ORDERS, 0, NOW).state()).isEqualTo(State.REVOKED);
    }

    @Test
    void a_revocation_that_breaks_off_before_the_state_is_written_holds_and_is_finished_by_asking_again()
            throws Exception {
        add();
        RevocationStore thenDown = new ThenDown(revocations, credentials);
        CredentialRegister breaking = new CredentialRegister(credentials, thenDown, rotations);

        assertThatThrownBy(() -> breaking.revoke(ORDERS, 0, NOW))
                .isInstanceOf(CredentialLedgerUnavailableException.class);
        credentials.isDown(false);
        now.set(NOW.plus(Duration.ofDays(10_000)));
        assertThat(revocations.read().hasGeneration("orders-api", 0)).isTrue();
        register.revoke(ORDERS, 0, NOW);
        assertThat(states()).containsExactly(State.REVOKED);
    }

    @Test
    void what_can_not_be_revoked_keeps_its_state() throws Exception {
        add();
        revocations.isDown(true);

        assertThatThrownBy(() -> register.revoke(ORDERS, 0, NOW))
                .isInstanceOf(RevocationStoreUnavailableException.class);
        assertThat(states()).containsExactly(State.CURRENT);
    }

    @Test
    void a_generation_that_is_not_there_is_not_revoked() throws Exception {
        add();

        assertThatThrownBy(() -> register.revoke(ORDERS, 1, NOW))
                .isInstanceOf(AdministrationRefusedException.class)
                .hasMessage("service `orders-api` has no credential of generation `1`: list them");
        assertThat(revocations.read().isEmpty()).isTrue();
    }

    @Test
    void all_services_are_listed_page_by_page() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            register.add(new ServiceName(name), new CredentialProof.Certificate(), TERMS);
            register.add(new ServiceName(name), new CredentialProof.Certificate(), TERMS);
        }
        List<String> found = new ArrayList<>();
        Optional<ServiceName> after = Optional.empty();
        do {
            CredentialRegister.Page page = register.page(after, 2);
            page.credentials().forEach(one -> found.add(one.service() + " " + one.generation()));
            after = page.next();
        } while (after.isPresent());

        assertThat(found).containsExactly("a 1", "a 0", "b 1", "b 0", "c 1", "c 0");
    }

    @Test
    void a_secret_is_long_random_and_shows_itself_only_when_told_to() {
        ClientSecret secret = ClientSecret.random(new SecureRandom());

        assertThat(secret.reveal()).matches("[A-Za-z0-9_-]{43}");
        assertThat(secret).hasToString("client secret");
        assertThat(ClientSecret.random(new SecureRandom()).reveal()).isNotEqualTo(secret.reveal());
        assertThat(ClientSecret.random(new SecureRandom()).proof()).isNotEqualTo(secret.proof());
    }

    /** After it was told of a revocation, the credentials' ledger does not answer any more. */
    private record ThenDown(RevocationStore revocations, InMemoryCredentialLedger credentials)
            implements RevocationStore {

        @Override
        public RevocationList read() throws RevocationStoreUnavailableException {
            return revocations.read();
        }

        @Override
        public boolean replace(Revocation entry, Optional<RevocationEntry> by)
                throws RevocationStoreUnavailableException {
            return revocations.replace(entry, by);
        }

        @Override
        public Page page(Optional<String> after, int most) throws RevocationStoreUnavailableException {
            return revocations.page(after, most);
        }

        @Override
        public void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
            revocations.add(entry, until);
            credentials.isDown(true);
        }
    }
}
