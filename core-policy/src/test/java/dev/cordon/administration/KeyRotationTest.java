package dev.cordon.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.issuance.InMemorySigningKeyStore;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.SigningKeys;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class KeyRotationTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final Duration LEAD = Duration.ofHours(1);
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));
    private static final IssuerName SHOP = new IssuerName("shop");

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final InMemorySigningKeyStore keys = new InMemorySigningKeyStore();
    private final InMemoryRevocationStore revocations = new InMemoryRevocationStore(clock::get);
    private final KeySchedule schedule = new KeySchedule(LEAD, Duration.ofDays(30), Duration.ofHours(24));
    private final KeyRotation rotation = over(revocations);

    private KeyRotation over(RevocationStore told) {
        return new KeyRotation(keys, told, schedule, KeyRotationTest::fresh);
    }

    private static SigningKey fresh() {
        return SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    }

    private List<String> ids() throws Exception {
        return ids(rotation.read());
    }

    private static List<String> ids(SigningKeys keys) {
        return keys.keys().stream().map(one -> one.key().keyId()).toList();
    }

    private boolean isRevoked(String keyId) throws Exception {
        return revocations.read().hasKey("shop", keyId);
    }

    @Test
    void the_first_key_signs_at_once_and_a_further_one_after_the_lead() throws Exception {
        SigningKeys first = rotation.rotate(NOW);
        SigningKeys both = rotation.rotate(LATER);

        assertThat(rotation.signing(both, LATER)).isEqualTo(rotation.signing(first, NOW));
        assertThat(rotation.signing(both, LATER.plus(LEAD))).contains(ids().get(1));
        assertThat(ids()).hasSize(2);
        assertThat(revocations.read().isEmpty()).isTrue();
    }

    @Test
    void a_rotation_before_the_last_key_signs_is_refused() throws Exception {
        rotation.rotate(NOW);
        rotation.rotate(LATER);
        List<String> before = ids();

        assertThatThrownBy(() -> rotation.rotate(LATER.plus(LEAD).minusSeconds(1)))
                .isInstanceOf(AdministrationRefusedException.class)
                .hasMessageContaining("`2026-12-20T09:00:00Z` on: wait until then");
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void an_emergency_revokes_every_key_there_was_for_ever_and_the_fresh_one_signs_at_once() throws Exception {
        rotation.rotate(NOW);
        rotation.rotate(LATER);
        List<String> old = ids();
        KeyRotation.Emergency emergency = rotation.replaceAll(SHOP, LATER);

        assertThat(emergency.revoked()).isEqualTo(old);
        assertThat(ids()).hasSize(1).doesNotContainAnyElementsOf(old);
        assertThat(rotation.signing(rotation.read(), LATER)).contains(ids().get(0));
        clock.set(LATER.plus(Duration.ofDays(10_000)));
        for (String keyId : old) {
            assertThat(isRevoked(keyId)).isTrue();
        }
        assertThat(isRevoked(ids().get(0))).isFalse();
    }

    @Test
    void an_emergency_that_breaks_off_between_forgets_no_stolen_key_and_is_finished_by_asking_again() throws Exception {
        rotation.rotate(NOW);
        String stolen = ids().get(0);
        KeyRotation breaking = over(new Between(revocations, () -> keys.isDown(true)));

        assertThatThrownBy(() -> breaking.replaceAll(SHOP, NOW))
                .isInstanceOf(SigningKeyStoreUnavailableException.class);
        keys.isDown(false);
        assertThat(isRevoked(stolen)).isTrue();
        rotation.replaceAll(SHOP, NOW);
        assertThat(ids()).hasSize(1).doesNotContain(stolen);
        assertThat(isRevoked(stolen)).isTrue();
    }

    @Test
    void an_emergency_that_can_revoke_nothing_replaces_nothing() throws Exception {
        rotation.rotate(NOW);
        List<String> before = ids();
        revocations.isDown(true);

        assertThatThrownBy(() -> rotation.replaceAll(SHOP, NOW))
                .isInstanceOf(RevocationStoreUnavailableException.class);
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void a_key_that_another_brings_in_during_an_emergency_is_revoked_too() throws Exception {
        rotation.rotate(NOW);
        AtomicReference<String> brought = new AtomicReference<>("");
        KeyRotation contended = over(new Between(revocations, () -> {
            if (brought.get().isEmpty()) {
                rotation.rotate(LATER);
                brought.set(ids().get(1));
            }
        }));
        contended.replaceAll(SHOP, LATER);

        assertThat(isRevoked(brought.get())).isTrue();
        assertThat(ids()).hasSize(1).doesNotContain(brought.get());
    }

    /** Lets something happen once a revocation is kept. */
    private record Between(RevocationStore revocations, Happening happening) implements RevocationStore {

        interface Happening {
            void happen() throws Exception;
        }

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
            try {
                happening.happen();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
