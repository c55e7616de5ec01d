package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.issuance.SigningKeys.ScheduledKey;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.race.Race;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every store of signing keys must do; each has one concrete subclass. */
public abstract class SigningKeyStoreContract {

    private static final int WRITERS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant SHOWN = Instant.parse("2026-11-20T08:00:00.123456789Z");
    private static final Instant FROM = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-12-20T09:00:00Z");
    private static final ScheduledKey FIRST = key(SignatureAlgorithm.ES256, Optional.of(UNTIL));
    private static final ScheduledKey SECOND = key(SignatureAlgorithm.EDDSA, Optional.empty());

    /** A store without keys. */
    protected abstract SigningKeyStore store() throws Exception;

    private static ScheduledKey key(SignatureAlgorithm algorithm, Optional<Instant> until) {
        return new ScheduledKey(SigningKey.generate(algorithm, RANDOM), SHOWN, FROM, until);
    }

    /** Private keys are compared by their text: they have no equality of their own. */
    private static List<List<?>> parts(SigningKeys keys) {
        List<List<?>> parts = new ArrayList<>();
        parts.add(List.of(keys.revision()));
        for (ScheduledKey one : keys.keys()) {
            parts.add(List.of(one.key().revealPrivateJwk(), one.publishedAt(), one.signsFrom(), one.signsUntil()));
        }
        return parts;
    }

    private static void assertHolds(SigningKeyStore store, SigningKeys keys) throws Exception {
        assertThat(parts(store.read())).isEqualTo(parts(keys));
    }

    @Test
    public final void before_the_first_key_there_is_none() throws Exception {
        assertThat(store().read()).isEqualTo(SigningKeys.NONE);
    }

    @Test
    public final void keys_are_read_as_they_were_written_in_their_order() throws Exception {
        SigningKeyStore store = store();
        SigningKeys one = new SigningKeys(1, List.of(FIRST, SECOND));
        SigningKeys other = new SigningKeys(2, List.of(SECOND, FIRST));

        assertThat(store.replace(one)).isTrue();
        assertHolds(store, one);
        assertThat(store.replace(other)).isTrue();
        assertHolds(store, other);
    }

    @Test
    public final void an_rsa_key_under_a_name_of_its_own_is_kept_too() throws Exception {
        SigningKeyStore store = store();
        SigningKey key = named("keys/2026 \"\u00eb\"", SigningKey.generate(SignatureAlgorithm.RS256, RANDOM));
        SigningKeys keys = new SigningKeys(1, List.of(new ScheduledKey(key, SHOWN, FROM, Optional.empty())));

        assertThat(store.replace(keys)).isTrue();
        assertHolds(store, keys);
    }

    private static SigningKey named(String keyId, SigningKey key) throws InvalidKeyFileException {
        String escaped = keyId.replace("\"", "\\\"");
        return SigningKey.parse(
                key.revealPrivateJwk().replace("\"kid\":\"" + key.keyId() + "\"", "\"kid\":\"" + escaped + "\""));
    }

    @Test
    public final void a_read_key_signs() throws Exception {
        SigningKeyStore store = store();
        store.replace(new SigningKeys(1, List.of(SECOND)));

        SigningKey read = store.read().keys().get(0).key();
        assertThat(read.sign(new byte[] {1, 2, 3})).isEqualTo(SECOND.key().sign(new byte[] {1, 2, 3}));
    }

    @Test
    public final void keys_that_are_left_out_are_gone() throws Exception {
        SigningKeyStore store = store();
        store.replace(new SigningKeys(1, List.of(FIRST, SECOND)));

        assertThat(store.replace(new SigningKeys(2, List.of(SECOND)))).isTrue();
        assertHolds(store, new SigningKeys(2, List.of(SECOND)));
        assertThat(store.replace(new SigningKeys(3, List.of()))).isTrue();
        assertHolds(store, new SigningKeys(3, List.of()));
    }

    @Test
    public final void only_the_next_revision_is_taken() throws Exception {
        SigningKeyStore store = store();
        for (long revision : new long[] {-1, 0, 2, 3, Long.MAX_VALUE}) {
            assertThat(store.replace(new SigningKeys(revision, List.of(FIRST))))
                    .as("revision %d", revision)
                    .isFalse();
        }
        assertHolds(store, SigningKeys.NONE);
        store.replace(new SigningKeys(1, List.of(FIRST)));
        store.replace(new SigningKeys(2, List.of(FIRST)));
        for (long revision : new long[] {0, 1, 2, 4}) {
            assertThat(store.replace(new SigningKeys(revision, List.of(SECOND))))
                    .as("revision %d", revision)
                    .isFalse();
        }
        assertHolds(store, new SigningKeys(2, List.of(FIRST)));
    }

    @Test
    public final void of_many_who_replace_the_keys_at_once_exactly_one_does() throws Exception {
        SigningKeyStore store = store();
        for (long revision = 1; revision <= 3; revision++) {
            List<SigningKeys> offered = new ArrayList<>();
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                SigningKeys own =
                        new SigningKeys(revision, List.of(key(SignatureAlgorithm.EDDSA, Optional.empty()), FIRST));
                offered.add(own);
                writers.add(() -> store.replace(own));
            }

            assertHolds(store, offered.get(Race.onlyWinner(writers)));
        }
    }
}
